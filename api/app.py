"""The application: the only module that knows all parts and ties them together."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Flask

from api.accounts.commands import accounts
from api.accounts.jobs import forget
from api.accounts.routes import blueprint as sessions
from api.attachments.jobs import reap, scan_held
from api.attachments.keeping import keeping_of
from api.attachments.routes import blueprint as attachments
from api.authorities.acting import who
from api.authorities.commands import (
    appointments,
    areas,
    delegations,
    neighbourhoods,
    positions,
    units,
)
from api.authorities.routes import blueprints as authorities
from api.commitments.routes import blueprint as commitments
from api.core import access, database, health, http, logs, openapi
from api.core.polling import Polled
from api.denunciations.routes import blueprint as denunciation_papers
from api.desk.blueprints import blueprints as desks
from api.dialogues.calendars.routes import blueprint as calendars
from api.dialogues.jobs import forget_of, forget_registrations, look_ahead, look_at
from api.dialogues.live.jobs import forget_turns
from api.dialogues.live.routes import POLLED
from api.dialogues.live.routes import blueprint as live
from api.dialogues.live.snapshots import follow
from api.dialogues.papers.routes import blueprints as dialogue_papers
from api.dialogues.proposals.jobs import look_for_hot_spots, propose_from_hot_spots
from api.dialogues.proposals.routes import blueprint as proposals
from api.dialogues.questions.routes import blueprint as questions
from api.dialogues.receptions.blueprints import blueprints as receptions
from api.dialogues.receptions.jobs import TASKS as OF_RECEPTIONS
from api.dialogues.registration_routes import blueprint as registrations
from api.dialogues.requests.routes import blueprint as dialogue_requests
from api.dialogues.seat_routes import blueprint as seats
from api.dialogues.session_routes import blueprint as dialogues
from api.events.actions import Subscriber
from api.events.jobs import dispatch_job
from api.imports.commands import petitions as petition_lists
from api.monitoring.hot_spots import asked_most
from api.monitoring.routes import blueprint as monitoring
from api.open311.commands import open311
from api.open311.routes import blueprint as open311_routes
from api.pages import routes as pages
from api.pages.inbox import Inbox
from api.pages.looks import Looks
from api.petitions.act_routes import blueprint as acts
from api.petitions.colleague_routes import blueprint as colleagues
from api.petitions.commands import routing
from api.petitions.contribution_routes import blueprint as parts_of_answers
from api.petitions.count_routes import blueprint as counts_of_petitions
from api.petitions.draft_routes import blueprint as drafts
from api.petitions.eml_routes import blueprint as letters
from api.petitions.ending_routes import blueprint as endings
from api.petitions.export_routes import blueprint as exports_of_petitions
from api.petitions.file_routes import blueprint as petition_files
from api.petitions.group_routes import blueprint as groups
from api.petitions.guidance_routes import blueprint as denunciations
from api.petitions.paper_routes import blueprint as papers
from api.petitions.paper_routes import verification
from api.petitions.public_routes import blueprint as public_petitions
from api.petitions.publicity import Moderation
from api.petitions.receipt_routes import blueprint as receipts
from api.petitions.relation_routes import blueprint as relations
from api.petitions.routes import blueprint as petitions
from api.petitions.routes import tracking
from api.petitions.similar_routes import blueprint as similar
from api.petitions.suggestion_routes import blueprint as suggestions
from api.petitions.support_routes import blueprint as support
from api.petitions.unsent import forget_old, forget_what_was_sent
from api.petitions.unsent_routes import blueprint as unsent
from api.printing.press import Press
from api.regulation import hours, policy
from api.regulation.actions import apply
from api.regulation.change_routes import blueprint as changes
from api.regulation.jobs import move, recur, remind, remind_more
from api.regulation.language import DOCUMENTS, Regulation, load, of_province
from api.regulation.replay_commands import calendar, regulation
from api.regulation.routes import blueprint as calculator
from api.routing import reading as competence
from api.routing.adopted import Table
from api.routing.routes import blueprint as routes_of_matters
from api.routing.suggestion import suggester
from api.settings import Settings, read
from migrations.head import HEAD
from moderation import desk
from moderation.actions import conceal, screen
from moderation.commands import moderation as moderation_commands
from moderation.jobs import catch_up, let_time_decide, look, release, release_question
from moderation.questions import screen_question
from moderation.routes import blueprints as moderation
from moderation.views import accuses, mask, mask_for_others, told
from notifications.actions import read_until
from notifications.channels import channels_for
from notifications.channels.outbox import Outbox
from notifications.commands import outbox
from notifications.jobs import deliver, send_address_code, send_code, tell_registered
from notifications.jobs import forget as forget_devices
from notifications.plan import HEARS_OF, plan
from notifications.queries import counts
from notifications.routes import blueprints as notifications
from notifications.views import inbox_of

_SUBSCRIBED: Mapping[Subscriber, frozenset[str]] = {
    screen: frozenset(
        {"petition.received", "petition.supplemented", "petition.withdrawn", "petition.merged"}
    ),
    screen_question: frozenset({"question.asked"}),
    forget_what_was_sent: frozenset({"petition.received"}),
    plan: frozenset(HEARS_OF),
}
SUBSCRIBERS: Mapping[str, tuple[Subscriber, ...]] = {
    name: tuple(each for each, names in _SUBSCRIBED.items() if name in names)
    for name in sorted(frozenset().union(*_SUBSCRIBED.values()))
}
"""Who is offered which event, after its transaction; first who changes the case."""

TASKS = (
    dispatch_job,
    deliver,
    tell_registered,
    send_code,
    send_address_code,
    forget,
    forget_devices,
    *OF_RECEPTIONS,
    forget_registrations,
    forget_of,
    forget_turns,
    recur,
    remind,
    remind_more,
    move,
    look,
    release,
    release_question,
    catch_up,
    let_time_decide,
    look_ahead,
    look_at,
    look_for_hot_spots,
    propose_from_hot_spots,
    reap,
    scan_held,
    forget_old,
)
"""What the worker can do; importing a task makes it known by its name."""

BLUEPRINTS = (
    sessions,
    *authorities,
    attachments,
    petitions,
    acts,
    petition_files,
    parts_of_answers,
    counts_of_petitions,
    exports_of_petitions,
    colleagues,
    *desks,
    endings,
    drafts,
    receipts,
    papers,
    verification,
    suggestions,
    similar,
    groups,
    support,
    relations,
    unsent,
    denunciations,
    denunciation_papers,
    public_petitions,
    letters,
    tracking,
    routes_of_matters,
    calculator,
    changes,
    commitments,
    *receptions,
    calendars,
    dialogues,
    *dialogue_papers,
    live,
    seats,
    registrations,
    questions,
    dialogue_requests,
    proposals,
    *moderation,
    *notifications,
    monitoring,
)
"""The routes of the rooms, in the order in which they are described."""

COMMANDS = (
    accounts,
    areas,
    neighbourhoods,
    units,
    positions,
    appointments,
    delegations,
    routing,
    regulation,
    calendar,
    petition_lists,
    open311,
    outbox,
    moderation_commands,
)
"""Commands of the rooms, each to be run inside the application."""


def from_environment() -> Flask:
    """The application as the web server starts it."""
    logs.configure()
    return create_app(read())


def create_app(settings: Settings, *, law: Regulation | None = None) -> Flask:
    """The application with these settings; `law` stands in for the documents it ships with."""
    app = Flask(__name__, static_folder=None)
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    app.extensions["doithoai.settings"] = settings
    folders = app.extensions["doithoai.documents"] = tuple(_documents(settings))
    app.extensions["doithoai.regulation"] = law or load(
        *folders, demonstration=settings.demonstration
    )
    app.extensions["doithoai.hours"] = hours.in_use(
        settings.home, settings.province, demonstration=settings.demonstration
    )
    own = settings.home / policy.FILE
    app.extensions["doithoai.policy"] = policy.load(own if own.is_file() else policy.SHIPPED)
    competence.shipped()  # a bad table keeps the app from starting
    app.extensions["doithoai.listeners"] = (apply, follow)
    app.extensions["doithoai.subscribers"] = SUBSCRIBERS
    app.extensions["doithoai.channels"] = channels_for(settings)
    app.extensions |= {
        "doithoai.attachments": keeping_of(settings),
        "doithoai.fields": suggester(settings.home),
        "doithoai.competence": Table(),
        "doithoai.press": Press(settings.home / "printing"),
        "doithoai.moderation": Moderation(
            mask=mask, mask_for_others=mask_for_others, told=told, accuses=accuses
        ),
        "doithoai.looks": Looks(
            desk.waiting,
            desk.one,
            desk.how_many,
            desk.named_reasons,
            desk.decide,
            desk.appeal,
            conceal,
        ),
        "doithoai.hot_spots": asked_most,
        "doithoai.inbox": Inbox(inbox_of, lambda actor: counts(actor).unread, read_until),
    }
    if settings.demonstration:
        app.extensions["doithoai.messages"] = Outbox(settings.home).read
    database.init_app(app, settings.database_url)
    logs.init_app(app)
    http.init_app(app, settings.proxies)
    access.init_app(app, who)
    health.init_app(app, HEAD)
    _serve(app)
    access.refuse_unguarded_routes(app)
    app.wsgi_app = Polled(app.wsgi_app, **POLLED)  # type: ignore[method-assign]
    return app


def _serve(app: Flask) -> None:
    """The API with its description, then what speaks otherwise: Open311, and the pages."""
    api = app.extensions["doithoai.api"] = openapi.init_app(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    app.register_blueprint(open311_routes)
    pages.init_app(app)


def _documents(settings: Settings) -> Iterator[Path]:
    """Where the law is read from: that of the country, of the province, of this installation."""
    yield DOCUMENTS
    if settings.province:
        yield of_province(settings.province)
    if (own := settings.home / "regulation").is_dir():
        yield own
