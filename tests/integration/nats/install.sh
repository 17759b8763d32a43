#!/usr/bin/env bash
# Puts the NATS server on a Debian machine; the tests start one of their own, and the package's service is not used.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends nats-server
