const name =
  /(?:^|_)(?:\w{0,20}password|passwd|pword|pass|secret|token|api_?key|access_?key|secret_?key|private_?key|credentials?)(?:_|$)|^(?:MYSQL|DB|DATABASE|SQL)_PWD$|^(?:GITHUB|GH|GITLAB|GIT|CR|AZURE|ADO)_PAT$/i;
/** Names that only sound like a secret: the place of one, or a switch. */
const harmless =
  /(?:_FILE|_PATH|_DIR|_URL|_URI|_TTL|_LENGTH|_LIMIT|_TYPE|_HEADER|_NAME)$|_EXPIR|^(?:DISABLE|ENABLE|USE|NO|HF_HUB_DISABLE|MAX|MIN|NUM)_|PUBLIC/i;

/** Whether a variable is by its name a secret. */
export function isSecretName(variable: string): boolean {
  return name.test(variable) && !harmless.test(variable);
}
