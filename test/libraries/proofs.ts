/** How an entry of the atlas is shown to be true: its own examples, run where there is no network. Placeholders of places are those of a TRE. */
export interface Proof {
  /** Name of the entry. Its `seen.version` is what is installed. */
  readonly entry: string;
  /** Packages that the examples need besides, as pip takes them. */
  readonly packages?: readonly string[];
  /** Puts into `/safe_data` what the example that does not fetch needs. Run without a network, too. */
  readonly stage?: string;
  /** Names that the examples leave to the reader. */
  readonly before?: string;
  /** What comes after both, such as the drawing that only then fetches. */
  readonly after?: string;
  /** In place of the entry's own example, which is a piece of a longer program or needs what cannot be made here. */
  readonly asks?: string;
  readonly local?: string;
  /** It reports or tries, and goes on without an error: the names that it looked up are the proof. */
  readonly goesOn?: true;
  /** Variables of both runs, beside those of the entry's own local example. */
  readonly environment?: Readonly<Record<string, string>>;
}

const table = 'import pandas as pd\npd.DataFrame({"a": [1, 2], "b": [3, 4]}).to_csv("/safe_data/x.csv", index=False)';
const punkt = [
  'import pathlib',
  'folder = pathlib.Path("/safe_data/nltk_data/tokenizers/punkt_tab/english")',
  'folder.mkdir(parents=True)',
  'for name in ("collocations.tab", "sent_starters.txt", "abbrev_types.txt", "ortho_context.tab"):',
  '    (folder / name).write_text("")',
].join('\n');
const sets = 'open("/safe_data/kegg.gmt", "w").write("one\\t\\tA\\tB\\tC\\tD\\tE\\ntwo\\t\\tF\\tG\\tH\\tI\\tJ\\n")';
const server = (answer: string): string =>
  [
    'import http.server, threading',
    'class Own(http.server.BaseHTTPRequestHandler):',
    '    def do_GET(self):',
    '        self.send_response(200)',
    '        self.send_header("Content-Type", "application/json")',
    '        self.end_headers()',
    `        self.wfile.write(b'${answer}')`,
    'own = http.server.ThreadingHTTPServer(("127.0.0.1", 8000), Own)',
    'threading.Thread(target=own.serve_forever, daemon=True).start()',
  ].join('\n');
const plot = 'import matplotlib\nmatplotlib.use("Agg")\nimport matplotlib.pyplot as plt';

/** Small libraries only: those on top of torch are proved in `test/models`. */
export const proofs: readonly Proof[] = [
  { entry: 'arviz' },
  { entry: 'astropy' },
  {
    entry: 'biopython',
    before: 'sequence = "ACGTACGTACGTACGTACGTACGT"',
    stage: 'open("/safe_data/x.fasta", "w").write(">one\\nACGT\\n")',
    after: 'assert s[0].seq == "ACGT"',
  },
  { entry: 'cartopy', before: plot, after: 'plt.savefig("/scratch/x.png")' },
  {
    entry: 'datasets',
    stage: table,
    local: 'from datasets import load_dataset\nd = load_dataset("csv", data_files="/safe_data/x.csv")',
  },
  {
    entry: 'duckdb',
    stage: table,
    local: 'import duckdb\nassert duckdb.sql("SELECT sum(a) FROM \'/safe_data/x.csv\'").fetchall() == [(3,)]',
  },
  {
    entry: 'evaluate',
    stage: [
      'import pathlib',
      'folder = pathlib.Path("/safe_data/metrics/accuracy")',
      'folder.mkdir(parents=True)',
      '(folder / "accuracy.py").write_text("""',
      'import datasets',
      'import evaluate',
      'class Accuracy(evaluate.Metric):',
      '    def _info(self):',
      '        features = datasets.Features({"predictions": datasets.Value("int32"), "references": datasets.Value("int32")})',
      '        return evaluate.MetricInfo(description="", citation="", features=features)',
      '    def _compute(self, predictions, references):',
      '        return {"accuracy": sum(a == b for a, b in zip(predictions, references)) / len(references)}',
      '""")',
    ].join('\n'),
    local:
      'import evaluate\nm = evaluate.load("/safe_data/metrics/accuracy/accuracy.py")\nassert m.compute(predictions=[1, 0], references=[1, 1]) == {"accuracy": 0.5}',
  },
  {
    entry: 'gensim',
    stage: [
      'import numpy, pathlib',
      'from gensim.models import KeyedVectors',
      'pathlib.Path("/safe_data/models").mkdir()',
      'vectors = KeyedVectors(2)',
      'vectors.add_vectors(["one", "two"], numpy.eye(2))',
      'vectors.save("/safe_data/models/glove.kv")',
    ].join('\n'),
  },
  { entry: 'geodatasets' },
  {
    entry: 'geopandas',
    packages: ['geopy', 'pyogrio'],
    before: 'addresses = ["1 High Street, Edinburgh"]',
    stage:
      'import geopandas, shapely\ngeopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)], crs=4326).to_file("/safe_data/x.gpkg")',
  },
  {
    entry: 'geopy',
    before: 'a, b = (55.9, -3.2), (51.5, -0.1)',
    asks: 'from geopy.geocoders import Nominatim\ng = Nominatim(user_agent="x")\np = g.geocode("Edinburgh")',
  },
  {
    entry: 'goatools',
    stage:
      'open("/safe_data/go-basic.obo", "w").write("format-version: 1.2\\n\\n[Term]\\nid: GO:0000001\\nname: one\\nnamespace: biological_process\\n")',
  },
  {
    entry: 'gprofiler',
    packages: ['gseapy==1.3.1'],
    before: 'genes = ["A", "B", "C"]',
    stage: sets.replace('kegg', 'x'),
    asks: 'from gprofiler import GProfiler\ng = GProfiler(return_dataframe=True).profile(organism="hsapiens", query=genes)',
  },
  { entry: 'gseapy', before: 'genes = ["A", "B", "C"]', stage: sets },
  {
    entry: 'huggingface-hub',
    stage: [
      'import pathlib',
      'folder = pathlib.Path("/safe_data/hf/hub/models--google-bert--bert-base-uncased")',
      '(folder / "refs").mkdir(parents=True)',
      '(folder / "refs/main").write_text("a" * 40)',
      '(folder / "snapshots" / ("a" * 40)).mkdir(parents=True)',
      '(folder / "snapshots" / ("a" * 40) / "config.json").write_text("{}")',
    ].join('\n'),
    // What the cache holds is taken from there when the Hub does not answer.
    asks: 'from huggingface_hub import snapshot_download\nsnapshot_download("google-bert/bert-large-uncased")',
    environment: { HF_HOME: '/safe_data/hf' },
  },
  {
    entry: 'imageio',
    stage: 'import imageio.v3 as iio, numpy\niio.imwrite("/safe_data/x.png", numpy.zeros((4, 4), dtype="uint8"))',
  },
  {
    entry: 'librosa',
    stage: 'import numpy, soundfile\nsoundfile.write("/safe_data/x.wav", numpy.zeros(8000), 8000)',
  },
  {
    entry: 'mne',
    stage:
      'import mne, numpy\nmne.io.RawArray(numpy.zeros((1, 1000)), mne.create_info(["Cz"], 100.0, "eeg")).save("/safe_data/raw.fif")',
  },
  {
    entry: 'mygene',
    packages: ['pandas'],
    before: 'genes = ["BRCA1"]',
    stage: 'open("/safe_data/identifiers.csv", "w").write("a,b\\n1,2\\n")',
  },
  { entry: 'nilearn' },
  {
    entry: 'nltk',
    before: 'text = "One. Two."',
    stage: punkt,
    environment: { NLTK_DATA: '/safe_data/nltk_data' },
    goesOn: true,
  },
  {
    entry: 'openai',
    before: server('{"object": "list", "data": []}'),
    asks: 'from openai import OpenAI\nc = OpenAI(api_key="none", max_retries=0)',
    after: 'm = c.models.list()',
  },
  { entry: 'openml', packages: ['pandas'], stage: table },
  {
    entry: 'osmnx',
    stage:
      'import networkx, osmnx\ng = networkx.MultiDiGraph(crs="EPSG:4326")\ng.add_node(1, x=0.0, y=0.0)\ng.add_node(2, x=1.0, y=1.0)\ng.add_edge(1, 2, osmid=1, length=1.0)\nosmnx.save_graphml(g, "/safe_data/graph.graphml")',
  },
  { entry: 'pandas', stage: table },
  {
    entry: 'pgeocode',
    stage: [
      'import pathlib, pgeocode',
      'folder = pathlib.Path("/safe_data/pgeocode")',
      'folder.mkdir()',
      'columns = pgeocode.DATA_FIELDS',
      'values = {"country_code": "GB", "postal_code": "EH8", "place_name": "Edinburgh", "latitude": "55.9", "longitude": "-3.2"}',
      '(folder / "GB.txt").write_text(",".join(columns) + "\\n" + ",".join(values.get(name, "") for name in columns) + "\\n")',
    ].join('\n'),
    local: 'import pgeocode\nassert pgeocode.Nominatim("gb").query_postal_code("EH8").place_name == "Edinburgh"',
    environment: { PGEOCODE_DATA_DIR: '/safe_data/pgeocode' },
    asks: 'import pgeocode\nn = pgeocode.Nominatim("fr")',
  },
  {
    entry: 'polars',
    stage: 'import polars as pl\npl.DataFrame({"a": [1]}).write_parquet("/safe_data/x.parquet")',
  },
  {
    entry: 'pooch',
    stage: 'import pathlib\npathlib.Path("/safe_data/x.csv").write_text("a\\n1\\n")',
    packages: ['pandas'],
    local: 'import pandas as pd\nd = pd.read_csv("/safe_data/x.csv")',
  },
  { entry: 'pybiomart', packages: ['pandas'], stage: 'open("/safe_data/genes.csv", "w").write("a,b\\n1,2\\n")' },
  {
    entry: 'pydicom',
    goesOn: true,
    stage: [
      'import pydicom',
      'from pydicom.dataset import FileDataset, FileMetaDataset',
      'meta = FileMetaDataset()',
      'meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian',
      'meta.MediaStorageSOPClassUID = pydicom.uid.SecondaryCaptureImageStorage',
      'meta.MediaStorageSOPInstanceUID = pydicom.uid.generate_uid()',
      'd = FileDataset("/safe_data/x.dcm", {}, file_meta=meta, preamble=b"\\0" * 128)',
      'd.PatientID = "none"',
      'd.save_as("/safe_data/x.dcm", enforce_file_format=True)',
    ].join('\n'),
  },
  { entry: 'requests', before: server('{}') },
  {
    entry: 'sacrebleu',
    before: 'hypotheses, references = ["a b c d e"], ["a b c d e"]',
  },
  {
    entry: 'scanpy',
    stage:
      'import anndata, numpy, pandas\npandas.set_option("future.infer_string", False)\nanndata.AnnData(numpy.eye(3, dtype="float32")).write_h5ad("/safe_data/pbmc.h5ad")',
  },
  { entry: 'scikit-image' },
  { entry: 'scikit-learn' },
  { entry: 'seaborn', before: `${plot}\nimport pandas as pd\nd = pd.DataFrame({"a": [1], "b": [2]})` },
  {
    entry: 'spacy',
    stage: 'import os, spacy\nos.mkdir("/safe_data/models")\nspacy.blank("en").to_disk("/safe_data/models/en")',
    local: 'import spacy\nn = spacy.load("/safe_data/models/en")',
  },
  { entry: 'statsmodels' },
  {
    entry: 'textblob',
    before: 'text = "One. Two."',
    stage: punkt,
    asks: 'import runpy\nrunpy.run_module("textblob.download_corpora", run_name="__main__")',
    environment: { NLTK_DATA: '/safe_data/nltk_data' },
    goesOn: true,
  },
  { entry: 'tiktoken', before: 'p, r = ".", {bytes([n]): n for n in range(256)}' },
  { entry: 'tldextract', goesOn: true },
  {
    entry: 'tokenizers',
    stage:
      'import pathlib\nfrom tokenizers import Tokenizer, models\npathlib.Path("/safe_data/models/bert").mkdir(parents=True)\nTokenizer(models.WordLevel({"a": 0}, unk_token="a")).save("/safe_data/models/bert/tokenizer.json")',
  },
  { entry: 'ucimlrepo', packages: ['pandas'], stage: table },
  { entry: 'wandb', environment: { WANDB_API_KEY: 'a'.repeat(40), WANDB_DIR: '/scratch' } },
  {
    entry: 'wfdb',
    stage:
      'import numpy, os, wfdb\nos.mkdir("/safe_data/mitdb")\nwfdb.wrsamp("100", fs=100, units=["mV"], sig_name=["I"], p_signal=numpy.linspace(0, 1, 100).reshape(-1, 1), fmt=["16"], write_dir="/safe_data/mitdb")',
  },
  {
    entry: 'xarray',
    packages: ['pooch', 'h5netcdf'],
    stage: 'import xarray as xr\nxr.Dataset({"a": ("x", [1.0])}).to_netcdf("/safe_data/x.nc", engine="h5netcdf")',
  },
  { entry: 'yfinance', stage: table, goesOn: true },
];
