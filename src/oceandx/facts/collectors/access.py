"""From a site's configuration to what a run needs; secrets are read here, at the last moment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from oceandx.errors import UsageError
from oceandx.facts.collectors.accuro import Credentials, Mode
from oceandx.facts.collectors.ocean import OceanCredentials
from oceandx.facts.collectors.run import Access
from oceandx.settings import Accuro, Client, Site, read_secret


def access_of(site: Site, environ: Mapping[str, str] = os.environ) -> Access:
    """Return every point of view that the site has credentials for; a UsageError names each secret that is missing."""
    access, problems = partial_access(site, environ)
    if problems:
        raise UsageError("\n".join(problems))
    return access


def partial_access(site: Site, environ: Mapping[str, str] = os.environ) -> tuple[Access, list[str]]:
    """Return the points of view whose secrets are all there, and what is wrong with the other secrets."""
    accuro: dict[Mode, Credentials] = {}
    problems: list[str] = []
    if site.accuro is not None:
        clients = {Mode.AS_OCEANAPI: site.accuro.as_oceanapi, Mode.OWN_USER: site.accuro.own_user}
        for mode, client in clients.items():
            if client is not None:
                with _noting(problems):
                    accuro[mode] = _credentials(site, site.accuro, mode, client, environ)
    ocean = None
    with _noting(problems):
        ocean = _ocean(site, environ)
    return Access(accuro, ocean, site.site.time_zone, site.limits), list(dict.fromkeys(problems))


@contextmanager
def _noting(problems: list[str]) -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        problems.append(str(error))


def _credentials(site: Site, accuro: Accuro, mode: Mode, client: Client, environ: Mapping[str, str]) -> Credentials:
    return Credentials(
        base=accuro.base,
        tenant=accuro.tenant,
        uuid=accuro.uuid,
        subscription_key=read_secret(site, "accuro.subscription_key", accuro.subscription_key, environ),
        client_id=client.client_id,
        client_secret=read_secret(site, f"accuro.{mode}.client_secret", client.client_secret, environ),
        scope=accuro.scope_separator.join(accuro.scopes),
    )


def _ocean(site: Site, environ: Mapping[str, str]) -> OceanCredentials | None:
    own = site.ocean
    if own is None:
        return None
    secret = read_secret(site, "ocean.client_secret", own.client_secret, environ)
    return OceanCredentials(own.host, own.client_id, secret, in_form=own.credentials_in == "form")
