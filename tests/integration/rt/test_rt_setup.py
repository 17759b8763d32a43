"""The script by which an administrator prepares a Request Tracker: twice is as once, and it sees what is wrong."""

from __future__ import annotations

import pytest

from integration.rt.machine import Machine

COUNTED = """
use strict; use warnings; use RT -init;
for my $class (qw(RT::CustomFields RT::Scrips RT::ACL RT::Users RT::AuthTokens)) {
  my $all = $class->new(RT->SystemUser);
  $all->UnLimit;
  print "$class ", $all->Count, "\\n";
}
"""
GRANT = """
use strict; use warnings; use utf8; use RT -init;
my $queue = RT::Queue->new(RT->SystemUser);
$queue->Load('Intégration');
my $group = RT::Group->new(RT->SystemUser);
$group->LoadSystemInternalGroup('Everyone');
my ($id, $said) = $group->PrincipalObj->GrantRight(Right => 'RIGHT', Object => $queue);
die $said unless $id;
"""


def test_a_second_run_changes_nothing(machine: Machine) -> None:
    before = machine.perl(COUNTED)
    assert machine.set_up("--webhook") == ""
    assert machine.perl(COUNTED) == before


@pytest.mark.parametrize("right", ["ReplyToTicket", "ModifyTicket", "ForwardMessage"])
def test_an_account_that_could_write_to_customers_is_not_accepted(machine: Machine, right: str) -> None:
    machine.perl(GRANT.replace("RIGHT", right))
    with pytest.raises(AssertionError, match=f"has {right} on"):
        machine.set_up()


def test_wrong_names_are_told(machine: Machine) -> None:
    with pytest.raises(AssertionError, match="no group 'Nobody'"):
        machine.set_up("--agents", "Nobody")
    with pytest.raises(AssertionError, match="usage: "):
        machine.set_up("--queues")
