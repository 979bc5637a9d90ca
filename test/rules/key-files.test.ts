import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

// A file that an argument of a log-in or of settings names is opened.

const images = {
  'main.py':
    'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nWORKDIR /app\nENTRYPOINT ["python", "/app/main.py"]\n',
  'main.R':
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /app/\nWORKDIR /app\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'main.jl':
    'FROM docker.io/library/julia:1.11\nCOPY main.jl /app/\nWORKDIR /app\nENTRYPOINT ["julia", "/app/main.jl"]\n',
};

test.each<[keyof typeof images, string, string]>([
  ['main.R', 'library(bigrquery)\nbq_auth(path = "key.json")\n', 'fail'],
  ['main.R', 'googlesheets4::gs4_auth(path = "key.json")\n', 'fail'],
  ['main.R', 'googledrive::drive_auth("a@b.org", "key.json")\n', 'fail'],
  ['main.R', 'googledrive::drive_auth(email = "a@b.org")\n', 'pass'],
  ['main.R', 'gargle::token_fetch(path = "/keys/key.json")\n', 'fail'],
  ['main.R', 'googleAuthR::gar_auth_service(json_file = "key.json")\n', 'fail'],
  ['main.R', 'if (file.exists("key.json")) googledrive::drive_auth(path = "key.json")\n', 'pass'],
  ['main.R', 'googledrive::drive_auth(path = \'{"type": "service_account"}\')\n', 'pass'],
  ['main.R', 'x <- config::get(file = "conf/settings.yml")\n', 'fail'],
  [
    'main.py',
    'from google.oauth2 import service_account\nc = service_account.Credentials.from_service_account_file("key.json")\n',
    'fail',
  ],
  [
    'main.py',
    'from google.cloud import storage\nc = storage.Client.from_service_account_json(json_credentials_path="key.json")\n',
    'fail',
  ],
  ['main.py', 'from firebase_admin import credentials\ncredentials.Certificate("key.json")\n', 'fail'],
  ['main.py', 'from firebase_admin import credentials\ncredentials.Certificate({"type": "a"})\n', 'pass'],
  ['main.py', 'import ee\nee.ServiceAccountCredentials("a@b.org", "key.json")\n', 'fail'],
  ['main.py', 'import gspread\ngspread.service_account(filename="key.json")\n', 'fail'],
  ['main.py', 'import gspread\ngspread.service_account(filename="/safe_data/key.json")\n', 'pass'],
  ['main.py', 'import requests\nrequests.get("https://a.org", cert="client.pem")\n', 'fail'],
  ['main.py', 'from omegaconf import OmegaConf\nc = OmegaConf.load("conf/settings.yaml")\n', 'fail'],
  ['main.py', 'import logging.config\nlogging.config.fileConfig("logging.ini")\n', 'fail'],
  ['main.jl', 'using GoogleCloud\nc = JSONCredentials("key.json")\n', 'fail'],
])('%s: %s', async (name, text, verdict) => {
  const { results } = check(await factsOf({ Dockerfile: images[name], [name]: text }), [filesInImage]);
  expect(results[0]?.verdict).toBe(verdict);
});

test('a key of the project is not to be copied into the image', async () => {
  const files = {
    Dockerfile: images['main.R'],
    'main.R': 'googledrive::drive_auth(path = "key.json")\n',
    'key.json': '{}\n',
  };
  const { results } = check(await factsOf(files), [filesInImage]);
  expect(JSON.stringify(results[0])).toContain('take the log-in out');
});

test.each([
  [
    'app.R',
    'library(shiny)\nui <- fluidPage()\nserver <- function(input, output, session) {\n  CALL\n}\nshinyApp(ui, server)\n',
    'fail',
  ],
  ['app.R', 'library(shiny)\nshinyApp(fluidPage(), function(input, output) {\n  CALL\n})\n', 'fail'],
  [
    'app.R',
    'library(shiny)\nreact_to <- function(input, output, session) {\n  CALL\n}\nshinyApp(fluidPage(), react_to)\n',
    'fail',
  ],
  [
    'app.R',
    'library(shiny)\nserver <- function(input, output) {\n  part <- function() CALL\n  part()\n}\nshinyApp(ui, server)\n',
    'fail',
  ],
  [
    'app.R',
    'library(shiny)\nmapServer <- function(input, output, session) {\n  CALL\n}\nshinyApp(ui, function(input, output) {})\n',
    'pass',
  ],
  ['server.R', 'library(shiny)\nserver <- function(input, output) {\n  CALL\n}\n', 'fail'],
  ['server.R', 'library(shiny)\nshinyServer(function(input, output) {\n  CALL\n})\n', 'fail'],
])('what the server of a Shiny application opens is opened: %s %s', async (name, text, verdict) => {
  const files = {
    Dockerfile:
      'FROM docker.io/rocker/shiny:4.5.3\nCOPY *.R /app/\nCMD ["R", "-e", "shiny::runApp(\'/app\', host = \'0.0.0.0\', port = 3838)"]\n',
    [name]: text.replace('CALL', 'x <- readRDS("model.rds")'),
    ...(name === 'server.R' && { 'ui.R': 'library(shiny)\nui <- fluidPage()\n' }),
  };
  const { results } = check(await factsOf(files), [filesInImage]);
  expect(results[0]?.verdict).toBe(verdict);
});
