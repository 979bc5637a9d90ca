/** What was seen of one run, as evidence records it. */
export const observationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    startError: { type: 'string', description: "The engine's words when the container did not start." },
    exitCode: { type: 'integer', minimum: 0, description: 'Absent when it was stopped.' },
    seconds: { type: 'number', minimum: 0, description: 'From start to end.' },
    timedOut: { type: 'boolean', description: 'It was stopped at its time limit.' },
    outOfMemory: { type: 'boolean', description: 'It was ended for its use of memory.' },
    user: { type: 'string', description: 'As `id` printed it inside.' },
    network: {
      type: 'string',
      description:
        "What watched the network. sink: names and addresses; names: names only; counts: the kernel, which counts what had no way to go; log: only the program's own output.",
      enum: ['sink', 'image', 'names', 'counts', 'log'],
    },
    attempts: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          host: { type: 'string', description: 'Name, or address where no name was looked up.' },
          port: { type: 'integer', minimum: 0, description: 'TCP or UDP port.', maximum: 65535 },
        },
        required: ['host'],
      },
      description: 'What it tried to reach.',
    },
    unrouted: {
      type: 'integer',
      minimum: 0,
      description: 'Packets and connections that had no way to go, as the kernel counted them.',
    },
    loopback: {
      type: 'object',
      additionalProperties: false,
      properties: {
        refused: { type: 'integer', minimum: 0, description: 'Connections and packets to which nothing listened.' },
        taken: { type: 'integer', minimum: 0, description: 'Connections that something took.' },
        named: {
          type: 'array',
          items: { type: 'string' },
          description: 'Ports and sockets in the file system that the output names, up to 10.',
        },
      },
      required: ['refused', 'taken', 'named'],
      description:
        'What it asked of its own machine in vain: over loopback, as the kernel counted it in the run without a network, and of sockets of which it says so; absent: nothing, or nobody counted.',
    },
    blindToIpv6: { type: 'boolean', const: true, description: 'Attempts over IPv6 could not be seen.' },
    needsOwnName: {
      type: 'boolean',
      const: true,
      description: "It failed under docker's own none, and passed where its own host name leads to itself.",
    },
    writes: {
      type: 'array',
      items: { type: 'string' },
      description: "Absolute paths changed in the container's own layer; absent where that was read-only.",
    },
    changedData: {
      type: 'array',
      items: { type: 'string' },
      description: 'Absolute paths of the data that it added, changed or took away where it might; absent: none.',
    },
    leftOnHost: {
      type: 'array',
      items: { type: 'string' },
      description:
        "Paths that it left in the home directory, /tmp and /var/tmp, which are the host's own under apptainer; only of runs as apptainer's user, absent: none.",
    },
    leftOnScratch: {
      type: 'array',
      items: { type: 'string' },
      description: 'Paths that it left on /scratch, which is emptied at the end, up to 200 of them; absent: none.',
    },
    copiedData: {
      type: 'array',
      items: { type: 'string' },
      description:
        'Outputs that are a file of the data byte for byte, each with that file; absent: none, or the run had the data for reading only, where nobody looked.',
    },
    outlived: {
      type: 'array',
      items: { type: 'string' },
      description: 'Names of processes that still ran three seconds after it had ended; absent where nothing looked.',
    },
    dataRead: {
      type: 'array',
      items: { type: 'string' },
      description:
        'Files of /safe_data that were opened while it ran, the first 50; those of runs beside it are among them. Absent: that could not be seen, or there were none.',
    },
    fromMachine: {
      type: 'array',
      items: { type: 'string' },
      description:
        "Names of variables and places of mounts that the settings of this machine's engine gave it, and neither image nor project names; absent: none.",
    },
    unreadOutput: {
      const: true,
      description: 'Not all of its output was read, so that nobody knows whether something failed within it.',
    },
    failedWithin: {
      type: 'array',
      items: { type: 'string' },
      description:
        'What ended with an error in a run that went on and ended with 0, as its output shows; absent: nothing was seen.',
    },
    outputs: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          path: { type: 'string', description: 'Below /safe_outputs.' },
          type: { type: 'string', description: 'Kind of entry.', enum: ['file', 'directory', 'link', 'other'] },
          size: { type: 'integer', minimum: 0, description: 'Bytes.' },
          uid: { type: 'integer', minimum: 0, description: 'Owner inside.' },
          mode: { type: 'integer', minimum: 0, description: 'Permission bits.' },
          rows: {
            type: 'integer',
            minimum: 0,
            description: 'Rows of a delimited text file without its heading; lines of a JSON lines file.',
          },
        },
        required: ['path', 'type', 'size', 'uid', 'mode'],
      },
      description: 'What it left in /safe_outputs.',
    },
    server: {
      type: 'object',
      additionalProperties: false,
      properties: {
        answeredAfter: { type: 'number', minimum: 0, description: 'Seconds until it answered; absent: it did not.' },
        port: { type: 'integer', minimum: 1, maximum: 65535, description: 'The port that answered.' },
        endedEarly: { type: 'boolean', description: 'It ended by itself before it had answered.' },
        loopbackOnly: { type: 'boolean', description: 'It answered only inside its own container.' },
        noHttp: {
          type: 'integer',
          minimum: 0,
          maximum: 65535,
          description: 'A port that takes connections and speaks no HTTP.',
        },
        answer: { type: 'string', description: 'What was answered to a request without a credential.' },
        asksForCredential: {
          type: 'string',
          description: 'unknown where nothing could ask.',
          enum: ['yes', 'no', 'unknown'],
        },
        open: { type: 'string', description: 'A path that was served without a credential.' },
        openedBy: {
          type: 'string',
          description: 'What opened that path and is no credential: a wrong one, an empty one, cookies of a refusal.',
        },
        asked: {
          type: 'integer',
          minimum: 0,
          description: 'How many paths were asked for without a credential.',
        },
        carries: {
          type: 'string',
          description: 'A path whose page, which the credential opens, an answer without it carries in good part.',
        },
        veiled: { type: 'string', description: 'Where, and why, nobody can tell what a refusal shows to a person.' },
        otherwise: {
          type: 'string',
          description: 'What answered another request than GET without the credential, where GET is refused.',
        },
        otherPorts: {
          type: 'array',
          items: { type: 'integer', minimum: 0, maximum: 65535 },
          description: 'Ports that it listened on, not on loopback alone, and that nobody asked.',
        },
        opens: { type: 'string', description: 'A path that was refused without the credential and served with it.' },
        ownLogin: { type: 'string', description: "The base's own page where one logs in, to which it led." },
        asksNobody: {
          type: 'boolean',
          const: true,
          description: 'It refused (403), asked nowhere for a credential, and none was seen to open anything.',
        },
        stoppedAfter: {
          type: 'number',
          minimum: 0,
          description: 'Seconds from SIGTERM to the end; absent: it was killed.',
        },
      },
      required: ['asksForCredential'],
    },
    log: { type: 'string', description: 'The end of its output; only where the run did not pass.' },
  },
  required: ['seconds', 'timedOut', 'outOfMemory', 'network', 'attempts', 'outputs'],
} as const;
