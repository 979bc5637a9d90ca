#!/bin/bash
# As the real one: a root start changes to NB_USER unless that is root; any other uid goes on as it is, with a warning.
set -e
if [ "$(id -u)" = 0 ] && [ "${NB_USER}" != root ]; then
  exec setpriv --reuid "${NB_UID}" --regid "${NB_GID}" --clear-groups env HOME="/home/${NB_USER}" "$@"
fi
if ! whoami > /dev/null 2>&1; then echo 'WARNING: unable to add an entry to /etc/passwd for this uid' >&2; fi
if [ ! -w "${HOME}" ]; then echo "WARNING: no write access to ${HOME}. Try starting the container with group 'users' (100)" >&2; fi
exec "$@"
