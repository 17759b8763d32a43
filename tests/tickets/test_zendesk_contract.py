"""Zendesk does what every helpdesk must do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tickets.contract import HelpdeskContract
from tickets.zendesk_peer import ZendeskPeer


class TestZendesk(HelpdeskContract):
    @pytest.fixture
    def peer(self) -> Iterator[ZendeskPeer]:
        peer = ZendeskPeer()
        with peer.helpdesk:
            yield peer
        assert peer.fake.violations == []
