import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';

/** A call that opens the file of a key, or of settings, that an argument names. */
interface Opener {
  readonly callee: RegExp;
  readonly at?: number;
  readonly names: readonly string[];
}

/** Files by which a program logs in to a service. */
const keys: Readonly<Record<string, readonly Opener[] | undefined>> = {
  python: [
    {
      callee: /(?:^|[.)])from_service_account_(?:file|json)$/,
      at: 0,
      names: ['filename', 'json_credentials_path', 'service_account_file'],
    },
    {
      callee: /(?:^|[.)])from_(?:authorized_user_file|client_secrets_file|json_keyfile_name|p12_keyfile)$/,
      at: 0,
      names: ['filename', 'client_secrets_file', 'filename'],
    },
    {
      callee: /(?:^|[.)])(?:load_credentials_from_file|flow_from_clientsecrets|LoadClientConfigFile)$/,
      at: 0,
      names: ['filename', 'client_config_file'],
    },
    { callee: /^firebase_admin\.credentials\.(?:Certificate|RefreshToken)$/, at: 0, names: ['cert', 'refresh_token'] },
    { callee: /^ee\.ServiceAccountCredentials$/, at: 1, names: ['key_file'] },
    { callee: /^gspread\.service_account$/, at: 0, names: ['filename'] },
    { callee: /^gspread\.oauth$/, names: ['credentials_filename'] },
    { callee: /^pygsheets\.authorize$/, names: ['service_file', 'service_account_file', 'client_secret'] },
    { callee: /(?:^|\.)JWTAuth\.from_settings_file$/, at: 0, names: ['settings_file_sys_path'] },
    { callee: /^kubernetes\.config\.load_kube_config$/, at: 0, names: ['config_file'] },
    { callee: /(?:^|\.)from_private_key_file$/, at: 0, names: ['filename'] },
    { callee: /^pysftp\.Connection$/, names: ['private_key'] },
    { callee: /^paramiko\..*\.connect$/, names: ['key_filename'] },
    { callee: /(?:^|[.)])load_cert_chain$/, at: 0, names: ['certfile'] },
    { callee: /^ssl\.create_default_context$/, names: ['cafile'] },
    { callee: /(?:^|[.)])load_verify_locations$/, at: 0, names: ['cafile'] },
    { callee: /^(?:requests|httpx)\.\w+(?:\(\)\.\w+)?$/, names: ['cert'] },
    { callee: /^pymongo\.MongoClient$/, names: ['tlsCAFile', 'tlsCertificateKeyFile'] },
    { callee: /^(?:mysql\.connector|pymysql|MySQLdb)\.connect$/, names: ['ssl_ca', 'ssl_cert', 'ssl_key'] },
    { callee: /^uvicorn\.run$/, names: ['ssl_keyfile', 'ssl_certfile'] },
  ],
  r: [
    { callee: /^(?:\w+::)?(?:bq|gs4|drive|gm|gcs|sheets|cal|tasks)_auth$/, at: 1, names: ['path', 'json_file'] },
    { callee: /^(?:\w+::)?\w+_auth_configure$/, names: ['path'] },
    { callee: /^(?:\w+::)?(?:gar_auth_service|gar_set_client)$/, at: 0, names: ['json_file', 'json'] },
    { callee: /^(?:\w+::)?(?:gl|ga|scr|cr|gcat|bqr|gcve)_auth$/, names: ['json_file'] },
    {
      callee: /^(?:gargle::)?(?:token_fetch|credentials_(?:service_account|external_account))$/,
      at: 1,
      names: ['path'],
    },
    { callee: /^(?:boxr::)?box_auth_service$/, names: ['token_file'] },
    { callee: /^(?:rgee::)?ee_utils_sak_copy$/, at: 0, names: ['sakfile'] },
    { callee: /^(?:ssh::)?ssh_connect$/, at: 1, names: ['keyfile'] },
    { callee: /^(?:openssl::)?read_(?:key|cert|pubkey|cert_bundle|p12)$/, at: 0, names: ['file'] },
  ],
  julia: [
    { callee: /(?:^|\.)(?:JSONCredentials|GoogleCredentials)$/, at: 0, names: [] },
    { callee: /^(?:(?:MbedTLS|HTTP)\.)?SSLConfig$/, at: 0, names: [] },
  ],
};

/** Settings, where the call ends if they are not there. */
const settings: Readonly<Record<string, readonly Opener[] | undefined>> = {
  python: [
    { callee: /^logging\.config\.fileConfig$/, at: 0, names: ['fname'] },
    { callee: /^(?:omegaconf\.)?OmegaConf\.load$/, at: 0, names: ['file_'] },
    { callee: /^(?:toml|pytoml|hjson|yamlinclude)\.load$/, at: 0, names: ['f'] },
    { callee: /(?:^|[.)])(?:merge_from_file|ConfigFactory\.parse_file)$/, at: 0, names: ['cfg_filename', 'filename'] },
    { callee: /^(?:mmcv|mmengine)(?:\.\w+)*\.Config\.fromfile$/, at: 0, names: ['filename'] },
    { callee: /^box\.\w*Box\.from_(?:yaml|json|toml)$/, names: ['filename'] },
    { callee: /^uvicorn\.run$/, names: ['log_config'] },
  ],
  r: [
    { callee: /^config::get$/, names: ['file'] },
    { callee: /^(?:dotenv::)?load_dot_env$/, at: 0, names: ['file'] },
    { callee: /^(?:configr::)?read\.config$/, at: 0, names: ['file'] },
    { callee: /^(?:ini::)?read\.ini$/, at: 0, names: ['filepath'] },
    { callee: /^(?:RcppTOML::)?parse(?:TOML|Toml)$/, at: 0, names: ['input'] },
    { callee: /^(?:blogdown::)?read_toml$/, at: 0, names: ['file'] },
  ],
  julia: [{ callee: /^(?:Configurations\.)?from_toml$/, at: 1, names: [] }],
};

/** What to do about a key that is not there: copied into the image, everybody who has the image has it. */
export const keyFix = 'take the log-in out: the TRE has no network for it, and a key does not belong into an image';

/** The file of a key by which a call logs in to a service. */
export function keyOf(call: Call, language: string): Value | undefined {
  return namedBy(call, keys[language]);
}

/** The file of settings that a call opens by an argument of its. */
export function settingsOf(call: Call, language: string): Value | undefined {
  return namedBy(call, settings[language]);
}

function namedBy(call: Call, openers: readonly Opener[] | undefined): Value | undefined {
  for (const { callee, at, names } of openers ?? []) {
    if (!callee.test(call.callee)) continue;
    const named = argumentOf(call, at, names);
    // What the file would hold may be given in its place.
    if (named !== undefined && textOf(named)?.startsWith('{') !== true) return named;
  }
  return undefined;
}
