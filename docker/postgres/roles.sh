#!/bin/sh
# Makes the two roles and the database, once, when the volume is new: the owner migrates, the application serves.
set -eu

psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set=owner_password="$DATABASE_OWNER_PASSWORD" --set=app_password="$DATABASE_APP_PASSWORD" <<'SQL'
CREATE ROLE strikeout_app LOGIN PASSWORD :'app_password';
CREATE ROLE strikeout_owner LOGIN PASSWORD :'owner_password';
ALTER ROLE strikeout_app SET jit = off;
ALTER ROLE strikeout_app SET idle_in_transaction_session_timeout = '5min';
CREATE DATABASE strikeout OWNER strikeout_owner;
SQL
