# Fills a new Request Tracker: a queue, people, own fields, an account that cannot write to a customer, a webhook.
use strict; use warnings; use utf8;
use RT -init;

my $system = RT->SystemUser;
sub made { my ($id, $said) = @_; die "not made: $said\n" unless $id; return $id }

my $queue = RT::Queue->new($system);
made($queue->Create(Name => 'Intégration', CorrespondAddress => 'aide@rt.example', CommentAddress => 'interne@rt.example'));
my $other = RT::Queue->new($system);
made($other->Create(Name => 'Autre'));

# Fields: ours, and one of the people that we must not be able to touch.
my %fields;
for my $field (['Oceandx diagnosis', 'FreeformSingle'], ['Oceandx confidence', 'FreeformSingle'],
               ['Oceandx run key', 'FreeformSingle'], ['Oceandx tags', 'FreeformMultiple'], ['Bureau', 'FreeformSingle']) {
  my ($name, $type) = @$field;
  my $made = RT::CustomField->new($system);
  made($made->Create(Name => $name, Type => $type, LookupType => 'RT::Queue-RT::Ticket'));
  made($made->AddToObject($queue));
  $fields{$name} = $made;
}

sub person { my %what = @_; my $user = RT::User->new($system); made($user->Create(%what)); return $user }
my $bot = person(Name => 'oceandx', EmailAddress => 'oceandx@rt.example', Privileged => 1);
my $agent = person(Name => 'agente', EmailAddress => 'agente@rt.example', Privileged => 1, Lang => 'fr', Password => 'agente-test');
my $customer = person(Name => 'cliente@clinique.example', EmailAddress => 'cliente@clinique.example', Privileged => 0, Lang => 'fr');

# The enriching account sees tickets, comments, changes its own fields, and nothing else: no ReplyToTicket, no ModifyTicket.
for my $right (qw(SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CommentOnTicket)) {
  made($bot->PrincipalObj->GrantRight(Right => $right, Object => $queue));
}
for my $name (grep { /^Oceandx/ } sort keys %fields) {
  made($bot->PrincipalObj->GrantRight(Right => $_, Object => $fields{$name})) for qw(SeeCustomField ModifyCustomField);
}
for my $right (qw(SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CommentOnTicket ReplyToTicket CreateTicket ModifyTicket
                  OwnTicket TakeTicket DeleteTicket SeeCustomField ModifyCustomField)) {
  made($agent->PrincipalObj->GrantRight(Right => $right, Object => $_)) for $queue, $other;
}
my $anybody = RT::Group->new($system);
$anybody->LoadSystemInternalGroup('Unprivileged');
made($anybody->PrincipalObj->GrantRight(Right => $_, Object => $queue)) for qw(CreateTicket ReplyToTicket);

for my $user ($bot, $agent) {
  my ($id, $said, $token) = RT::AuthToken->new($system)->Create(Owner => $user->id, Description => 'tests');
  made($id, $said);
  print 'TOKEN ', $user->Name, ' ', $token, "\n";
}

my $webhook = RT::Scrip->new($system);
made($webhook->Create(Queue => $queue->id, Description => 'Tell oceandx', Template => 'Blank', Stage => 'TransactionCreate',
  ScripCondition => 'User Defined', ScripAction => 'User Defined',
  CustomIsApplicableCode => q{
    my $what = $self->TransactionObj;
    return 0 if lc $what->CreatorObj->Name eq 'oceandx';    # our own note tells us nothing
    return $what->Type =~ /^(?:Create|Correspond|Comment)$/ ? 1 : 0;
  },
  CustomPrepareCode => 'return 1;',
  CustomCommitCode => q{
    require LWP::UserAgent; require JSON; require Digest::SHA; require MIME::Base64;
    my $where = RT->Config->Get('OceandxWebhook') or return 1;
    # Ids only: nothing that a person wrote leaves the helpdesk this way.
    my $body = JSON::encode_json({ ticket_id => $self->TicketObj->id + 0, transaction_id => $self->TransactionObj->id + 0,
                                   type => $self->TransactionObj->Type });
    my $at = time;
    my $signature = MIME::Base64::encode_base64(Digest::SHA::hmac_sha256($at . $body, $where->{secret}), '');
    my $answer = LWP::UserAgent->new(timeout => 3)->post($where->{url}, 'Content-Type' => 'application/json',
      'X-Webhook-Timestamp' => $at, 'X-Webhook-Signature' => $signature, Content => $body);
    RT->Logger->warning('oceandx webhook: ' . $answer->code) unless $answer->is_success;
    return 1;
  }));
