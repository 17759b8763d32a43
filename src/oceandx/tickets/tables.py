"""The tables of the enrichment file: one script for each version, run in order and never changed afterwards."""

from __future__ import annotations

_JOBS = """
create table jobs (
  id integer primary key autoincrement,          -- never used twice
  helpdesk text not null,
  key text not null,
  ticket_id text not null,
  reason integer not null,                       -- Reason; the lowest wins where two puts meet
  state text not null check (state in ('waiting', 'leased', 'dead')),
  put_at real not null,
  due_at real not null,
  lease_until real not null default 0,
  worker text not null default '',
  fence integer not null default 0,              -- counts claims and is never set back
  attempts integer not null default 0,
  crashes integer not null default 0,            -- leases that ran out
  puts integer not null default 1,
  failure text not null default '',
  raised text not null default '',
  failed_at real not null default 0
) strict;
-- A job that is done has no row, and each index holds one state only: a claim never walks over what is not waiting.
create unique index jobs_waiting on jobs (helpdesk, ticket_id, key) where state = 'waiting';
create unique index jobs_dead on jobs (helpdesk, ticket_id, key) where state = 'dead';
create unique index jobs_leased on jobs (helpdesk, ticket_id) where state = 'leased';
create index jobs_expiring on jobs (lease_until, id) where state = 'leased';
create index jobs_due on jobs (due_at, id) where state = 'waiting' and reason < 50;
create index jobs_due_backfill on jobs (due_at, id) where state = 'waiting' and reason >= 50;
"""

_LEDGER = """
create table runs (
  key text primary key,
  helpdesk text not null,
  ticket_id text not null,
  digest text not null,
  knowledge text not null,
  state text not null check (state in ('planned', 'written', 'shadowed', 'skipped')),
  why text not null,
  language text not null,
  diagnosis text not null,
  fields text not null,
  tags text not null,
  note_id text not null default '',
  written_at text not null default '',           -- as the helpdesk says
  wrote_at real,                                 -- by our clock
  first_at real not null,
  last_at real not null,
  turn integer not null,                         -- the audit entry of the last change: orders runs
  unique (helpdesk, ticket_id, digest, knowledge)
) strict;
create index runs_of_ticket on runs (helpdesk, ticket_id, turn);
create index runs_planned on runs (helpdesk, ticket_id) where state = 'planned';
create table owned (
  helpdesk text not null,
  ticket_id text not null,
  fields text not null,
  tags text not null,
  primary key (helpdesk, ticket_id)
) strict, without rowid;
create table cursors (helpdesk text primary key, cursor text not null) strict, without rowid;
create table feedback (
  link text primary key,                         -- digest of the signed link: one row for each
  key text not null,
  verdict text not null,
  cause text not null,
  at real not null
) strict;
create index feedback_of_run on feedback (key);
"""

_CONTROL = """
create table switches (
  helpdesk text not null,                        -- empty: all of them
  kind text not null,
  value text not null,
  set_by text not null,
  set_at real not null,
  primary key (helpdesk, kind, value)
) strict, without rowid;
create table budget (
  helpdesk text not null,
  lane text not null,
  level real not null,
  at real not null,
  paused_until real not null default 0,
  primary key (helpdesk, lane)
) strict, without rowid;
"""

_AUDIT = """
create table audit (
  seq integer primary key autoincrement,
  at real not null,
  actor text not null,
  kind text not null,
  helpdesk text not null,
  ticket_id text not null,
  key text not null,
  digest text not null,
  what text not null,
  counts text not null,
  before text not null,
  hash text not null
) strict;
create index audit_pruned on audit (seq) where kind = 'pruned';
create trigger audit_stands before update on audit
begin select raise(abort, 'an audit entry is never changed'); end;
create trigger audit_stays before delete on audit
when old.seq > coalesce(
  (select json_extract(counts, '$.through') from audit where kind = 'pruned' order by seq desc limit 1), 0)
begin select raise(abort, 'an audit entry is removed only after a tombstone that covers it'); end;
"""

MIGRATIONS = (_JOBS + _LEDGER + _CONTROL + _AUDIT,)
