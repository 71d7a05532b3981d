"""Monitoring: how every unit answers, in figures that open the cases they count."""
