"""Whether this process works, and what it has done: /healthz, /readyz, /metrics."""

import time

from flask import Flask, Response, g, jsonify, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.core import jobs
from api.core.access import public
from api.core.database import aside

registry = CollectorRegistry()
answered = Counter("http_requests", "Requests answered", ["route", "status"], registry=registry)
took = Histogram("http_seconds", "Seconds until the answer", ["route"], registry=registry)
queued = Gauge("jobs", "Jobs in the queue", ["state"], registry=registry)


def init_app(app: Flask, schema_revision: str) -> None:
    """Serve the three addresses and count every request."""

    @app.get("/healthz")
    @public
    def healthz() -> Response:
        """This process is alive"""
        return jsonify({"status": "ok"})

    @app.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        """This process can serve: the database answers and has our schema"""
        ready = _revision() == schema_revision
        return jsonify({"status": "ready" if ready else "not ready"}), 200 if ready else 503

    @app.get("/metrics")
    @public
    def metrics() -> Response:
        """Figures for Prometheus"""
        queued.clear()
        for state, number in jobs.counts().items():
            queued.labels(state).set(number)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.after_request(_count)


def _revision() -> str | None:
    try:
        with aside() as connection:
            return connection.execute(text("select version_num from alembic_version")).scalar()
    except SQLAlchemyError:
        return None


def _count(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "-"
    answered.labels(route, response.status_code).inc()
    if "began" in g:
        took.labels(route).observe(time.perf_counter() - g.began)
    return response
