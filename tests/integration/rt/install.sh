#!/usr/bin/env bash
# Puts the packages of Request Tracker 5 on a Debian machine, without a database: the tests make their own.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
debconf-set-selections <<'ANSWERS'
request-tracker5 request-tracker5/rtname string test
request-tracker5 request-tracker5/organization string test.example
request-tracker5 request-tracker5/install-cronjobs boolean false
request-tracker5 request-tracker5/dbconfig-install boolean false
request-tracker5 request-tracker5/handle-siteconfig-permissions boolean false
ANSWERS
apt-get update -qq
# The parser of HTML notes into mails is w3m where it is there; a recommended package, and small.
apt-get install -y -qq --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone w3m
