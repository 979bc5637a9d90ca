/** Files and folders that one transaction touches; ours touch tens, a run of `pin` on a large repository some hundreds. */
const most = 20_000;

const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;

/** A transaction that passed its commit point. */
export const journalSchema = {
  type: 'object',
  required: ['format', 'label', 'operations', 'newFolders', 'folderModes', 'undoPoint'],
  properties: {
    format: { const: 1 },
    // What is done, one line.
    label: { type: 'string' },
    operations: {
      type: 'array',
      maxItems: most,
      items: {
        type: 'object',
        required: ['path', 'target'],
        properties: {
          // Path in the project, as people know it.
          path: { type: 'string' },
          // Where it really is (links inside the project followed), relative to the project, `/` as separator.
          target: { type: 'string' },
          // SHA-256 of the bytes before; absent when there was no file.
          before: hash,
          // Name of the file in the undo folder that holds those bytes.
          saved: { type: 'string', format: 'saved-name' },
          // SHA-256 of the bytes after; absent when the file is removed. Until they are in place they lie in `new/<index>`.
          after: hash,
        },
      },
    },
    // Folders that do not exist before, relative to the project, parents first.
    newFolders: { type: 'array', maxItems: most, items: { type: 'string' } },
    // Permission bits of folders that are removed with their last file, or made again.
    folderModes: { type: 'object', maxProperties: most, additionalProperties: { type: 'integer' } },
    // What becomes of the undo point: `undo/` of this transaction replaces it, or it is dropped, or left.
    undoPoint: { enum: ['replace', 'drop', 'leave'] },
    // Which run began it; the user's state folder has it too. Absent in an undo point and where nothing could be remembered.
    token: { type: 'string' },
  },
} as const;
