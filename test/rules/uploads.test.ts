import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import rule from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

const kinds = {
  py: { name: 'main.py', from: 'docker.io/library/python:3.13', runs: 'python' },
  r: { name: 'main.R', from: 'docker.io/rocker/r-ver:4.5.3', runs: 'Rscript' },
  jl: { name: 'main.jl', from: 'docker.io/library/julia:1.11', runs: 'julia' },
  sh: { name: 'main.sh', from: 'docker.io/library/debian:12', runs: 'bash' },
} as const;

const judge = async (kind: keyof typeof kinds, text: string): Promise<string> => {
  const { name, from, runs } = kinds[kind];
  const Dockerfile = `FROM ${from}\nCOPY ${name} /opt/\nCMD ["${runs}", "/opt/${name}"]\n`;
  return check(await factsOf({ Dockerfile, [name]: text }), [rule])
    .results.map(({ verdict }) => verdict)
    .join('\n');
};

test.each([
  [
    'py',
    'import huggingface_hub as h\ndef f():\n    api = h.HfApi()\n    api.upload_file(repo_id="a/b", path_in_repo="x")\nf()',
  ],
  ['py', 'from transformers import AutoModel\nm = AutoModel.from_pretrained("/safe_data/m")\nm.push_to_hub("a/b")'],
  ['py', 'from transformers import TrainingArguments\na = TrainingArguments("/safe_outputs", push_to_hub=True)'],
  ['py', 'import kaggle\nkaggle.api.dataset_create_version("/safe_outputs", "x")'],
  ['py', 'import dropbox\ndropbox.Dropbox("t").files_upload(b"x", "/a")'],
  ['py', 'import gspread\ngspread.service_account().open("a").sheet1.update("A1", 1)'],
  ['py', 'from sendgrid import SendGridAPIClient\nSendGridAPIClient("k").send("m")'],
  ['py', 'from twilio.rest import Client\nClient("a", "b").messages.create(body="x", to="1")'],
  ['py', 'import sentry_sdk\nsentry_sdk.init("https://x@o1.ingest.sentry.io/1")'],
  ['py', 'import paho.mqtt.client as mqtt\nc = mqtt.Client()\nc.connect("broker.example.org")'],
  ['py', 'from kafka import KafkaProducer\nKafkaProducer(bootstrap_servers="b.example.org:9092")'],
  ['py', 'import http.client\nc = http.client.HTTPSConnection("example.org")\nc.request("POST", "/v1", body="x")'],
  ['py', 'import requests\nrequests.request("POST", "https://example.org/v1", json={})'],
  ['py', 'import pandas as pd\npd.DataFrame({"a": [1]}).to_csv("s3://bucket/a.csv")'],
  ['py', 'import os\nos.system("aws s3 cp /safe_outputs/a s3://b/a")'],
  ['py', 'import requests\ndef f(gene):\n    return requests.get(f"https://rest.example.org/gene/{gene}")\nf(input())'],
  [
    'py',
    'import requests\nq = open("/safe_data/a").read()\nrequests.get("https://example.org/search", params={"q": q})',
  ],
  [
    'py',
    'import urllib.request\nfor line in open("/safe_data/a.txt"):\n    urllib.request.urlopen("https://example.org/find?q=" + line)',
  ],
  ['r', 'x <- readLines("/safe_data/a")\nhttr::GET(paste0("https://example.org/api/genes/", x[1]))'],
  ['r', 'library(osfr)\nosf_upload(osf_retrieve_node("abc"), "/safe_outputs/a.csv")'],
  ['r', 'library(pins)\nb <- board_s3("bucket")\npin_write(b, 1, "x")'],
  ['r', 'library(ellmer)\nchat <- chat_openai()\nchat$chat("x")'],
  ['r', 'arrow::write_parquet(data.frame(a = 1), "s3://b/a.parquet")'],
  [
    'r',
    'library(curl)\nh <- new_handle()\nhandle_setopt(h, postfields = "a=1")\ncurl_fetch_memory("https://example.org/v1", handle = h)',
  ],
  ['jl', 'using AWSS3\ns3_put("b", "a", "x")'],
  ['jl', 'using SMTPClient\nsend("smtp://smtp.example.org", ["a@example.org"], "b@example.org", IOBuffer("x"))'],
  ['sh', 'aws s3 sync /safe_outputs s3://b/'],
  ['sh', 'gsutil -m cp -r /safe_outputs gs://b/'],
  ['sh', 'rclone copy /safe_outputs remote:b'],
  ['sh', 'kaggle datasets version -p /safe_outputs -m x'],
  ['sh', 'http POST https://example.org/v1 a=1'],
] as const)('what sends: %s %j', async (kind, text) => {
  expect(await judge(kind, `${text}\n`)).toBe('fail');
});

test.each([
  ['py', 'import requests\nrequests.get("https://example.org/api/genes/BRCA1")'],
  ['py', 'import requests\nfor year in (2020, 2021):\n    requests.get(f"https://example.org/files/{year}.csv")'],
  ['py', 'import requests\nrequests.get("https://example.org/api/genes", params={"size": 10})'],
  ['py', 'import os, requests\nrequests.get("https://example.org/api?key=" + os.environ["KEY"])'],
  ['py', 'import requests, sys\nrequests.get(f"http://localhost:8000/api/{sys.argv[1]}")'],
  ['py', 'from transformers import TrainingArguments\na = TrainingArguments("/safe_outputs", push_to_hub=False)'],
  ['py', 'import sentry_sdk\nsentry_sdk.init(dsn="")'],
  ['py', 'import paho.mqtt.client as mqtt\nc = mqtt.Client()\nc.connect("localhost")'],
  ['py', 'from kafka import KafkaProducer\nKafkaProducer(bootstrap_servers="localhost:9092")'],
  ['py', 'import http.client\nc = http.client.HTTPConnection("127.0.0.1:8000")\nc.request("POST", "/v1", body="x")'],
  ['py', 'import requests\nrequests.request("POST", "http://127.0.0.1:8000/v1", json={})'],
  ['py', 'import pandas as pd\npd.DataFrame({"a": [1]}).to_csv("/safe_outputs/a.csv")'],
  ['r', 'b <- pins::board_folder("/safe_data/pins")'],
  ['r', 'library(ellmer)\nchat <- chat_ollama(base_url = "http://127.0.0.1:11434")'],
  ['r', 'library(arrow)\nwrite_parquet(data.frame(a = 1), "/safe_outputs/a.parquet")'],
  ['sh', 'aws s3 cp s3://b/a /safe_data/a'],
  ['sh', 'rclone copy remote:b /safe_data/'],
] as const)('and what does not: %s %j', async (kind, text) => {
  expect(await judge(kind, `${text}\n`)).toBe('pass');
});

test.each([
  ['fail', 'from langchain.chat_models import ChatOpenAI\nllm = ChatOpenAI(model_name="gpt-4")'],
  ['fail', 'import pinecone\npinecone.init(api_key=key, environment="x")'],
  ['pass', 'import google.generativeai as genai\ngenai.configure(api_key=k)'],
  ['fail', 'import google.generativeai as genai\ngenai.GenerativeModel("x").generate_content(prompt)'],
  ['pass', 'from qdrant_client import QdrantClient\nQdrantClient(path="/scratch/v")'],
  ['fail', 'from qdrant_client import QdrantClient\nQdrantClient(url="https://x.example.org")'],
])('models and vectors of services: %s, %j', async (expected, text) => {
  expect((await judge('py', `${text}\n`)).split('\n')).toContain(expected);
});
