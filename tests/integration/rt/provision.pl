# Fills a new Request Tracker with a queue and its people; deploy/rt/setup.pl does the rest, as it does anywhere.
use strict; use warnings; use utf8;
use RT -init;

my $system = RT->SystemUser;
sub made { my ($id, $said) = @_; die "not made: $said\n" unless $id; return $id }

my $queue = RT::Queue->new($system);
made($queue->Create(Name => 'Intégration', CorrespondAddress => 'aide@rt.example', CommentAddress => 'interne@rt.example'));
my $other = RT::Queue->new($system);
made($other->Create(Name => 'Autre'));

# A field of the people that we must not be able to touch.
my $field = RT::CustomField->new($system);
made($field->Create(Name => 'Bureau', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket'));
made($field->AddToObject($queue));

sub person { my %what = @_; my $user = RT::User->new($system); made($user->Create(%what)); return $user }
my $agent = person(Name => 'agente', EmailAddress => 'agente@rt.example', Privileged => 1, Lang => 'fr', Password => 'agente-test');
my $customer = person(Name => 'cliente@clinique.example', EmailAddress => 'cliente@clinique.example', Privileged => 0, Lang => 'fr');

for my $right (qw(SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CommentOnTicket ReplyToTicket CreateTicket ModifyTicket
                  OwnTicket TakeTicket DeleteTicket SeeCustomField ModifyCustomField)) {
  made($agent->PrincipalObj->GrantRight(Right => $right, Object => $_)) for $queue, $other;
}
my $anybody = RT::Group->new($system);
$anybody->LoadSystemInternalGroup('Unprivileged');
made($anybody->PrincipalObj->GrantRight(Right => $_, Object => $queue)) for qw(CreateTicket ReplyToTicket);

my ($id, $said, $token) = RT::AuthToken->new($system)->Create(Owner => $agent->id, Description => 'tests');
made($id, $said);
print "TOKEN agente $token\n";
