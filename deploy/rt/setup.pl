# Prepares a Request Tracker 5 for enrichment: an account that cannot write to a customer, own fields, a token, a webhook.
# README.md beside this file says how it is run. It may be run again: what is there already stays as it is.
use strict; use warnings; use utf8;
use Encode;
use Getopt::Long;
use RT -init;

my ($account, $email, $agents, $want_token, $want_webhook, @queues) = ('oceandx', '', '', 0, 0);
@ARGV = map { Encode::decode('UTF-8', $_) } @ARGV;
GetOptions('queue=s' => \@queues, 'account=s' => \$account, 'email=s' => \$email, 'agents=s' => \$agents,
           'token' => \$want_token, 'webhook' => \$want_webhook) && @queues && !@ARGV
  or die "usage: setup.pl --queue NAME [--queue NAME] [--account NAME] [--email ADDRESS] [--agents GROUP] [--token] [--webhook]\n";
binmode $_, ':encoding(UTF-8)' for *STDOUT, *STDERR;

my $system = RT->SystemUser;
sub made { my ($id, $said) = @_; die "not made: $said\n" unless $id; return $id }
sub report { print STDERR "@_\n" }

my @loaded = map {
  my $queue = RT::Queue->new($system);
  $queue->Load($_);
  $queue->id ? $queue : die "no queue '$_'\n";
} @queues;

# The account: never a person's, for its notes are known by it.
my $user = RT::User->new($system);
$user->Load($account);
if (!$user->id) {
  made($user->Create(Name => $account, Privileged => 1, ($email ? (EmailAddress => $email) : ())));
  report("made the account '$account'");
}

# Own fields, of those queues only.
my %type = ('Oceandx diagnosis' => 'FreeformSingle', 'Oceandx confidence' => 'FreeformSingle',
            'Oceandx run key' => 'FreeformSingle', 'Oceandx tags' => 'FreeformMultiple');
my @fields;
for my $name (sort keys %type) {
  my $field = RT::CustomField->new($system);
  $field->LoadByName(Name => $name, LookupType => 'RT::Queue-RT::Ticket');
  if (!$field->id) {
    made($field->Create(Name => $name, Type => $type{$name}, LookupType => 'RT::Queue-RT::Ticket'));
    report("made the field '$name'");
  }
  for my $queue (@loaded) {
    made($field->AddToObject($queue)) unless $field->IsAdded($queue->id) || $field->IsAdded(0);
  }
  push @fields, $field;
}

# Rights: it sees tickets, comments, and changes its own fields. No ReplyToTicket, and no ModifyTicket, which contains it.
sub grant {
  my ($who, $object, @rights) = @_;
  for my $right (grep { !$who->HasRight(Right => $_, Object => $object) } @rights) {
    made($who->GrantRight(Right => $right, Object => $object));
    report("granted $right on '" . $object->Name . "'");
  }
}
for my $queue (@loaded) {
  grant($user->PrincipalObj, $queue, qw(SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CommentOnTicket));
}
grant($user->PrincipalObj, $_, qw(SeeCustomField ModifyCustomField)) for @fields;
if ($agents) {
  my $group = RT::Group->new($system);
  $group->LoadUserDefinedGroup($agents);
  die "no group '$agents'\n" unless $group->id;
  grant($group->PrincipalObj, $_, qw(SeeCustomField ModifyCustomField)) for @fields;
}

# What the account has through a group, or through everybody, counts as well.
for my $queue (@loaded) {
  for my $right (grep { $user->HasRight(Right => $_, Object => $queue) } qw(ReplyToTicket ModifyTicket ForwardMessage)) {
    die "the account '$account' has $right on '" . $queue->Name . "', by a group or for everybody; "
      . "take it away: with it, the account could write to customers\n";
  }
}

if ($want_webhook) {
  for my $queue (@loaded) {
    my $scrips = RT::Scrips->new($system);
    $scrips->LimitToQueue($queue->id);
    next if grep { ($_->Description // '') eq 'Tell oceandx' } @{ $scrips->ItemsArrayRef };
    my $scrip = RT::Scrip->new($system);
    # Its code finds the account, the address and the secret in the configuration, not here.
    made($scrip->Create(Queue => $queue->id, Description => 'Tell oceandx', Template => 'Blank',
      Stage => 'TransactionCreate', ScripCondition => 'User Defined', ScripAction => 'User Defined',
      CustomIsApplicableCode => q{
        my $where = RT->Config->Get('OceandxWebhook') or return 0;
        my $what = $self->TransactionObj;
        return 0 if lc $what->CreatorObj->Name eq lc($where->{account} // 'oceandx');    # our own note tells us nothing
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
        return 1;    # a webhook that is lost is made good by the poll
      }));
    report("made the scrip 'Tell oceandx' of '" . $queue->Name . "'");
  }
}

if ($want_token) {
  my ($id, $said, $token) = RT::AuthToken->new($system)->Create(Owner => $user->id, Description => 'oceandx');
  made($id, $said);
  print "$token\n";
}
