/** Of `rehearsal/evidence.json`: what a run rests on. */
export const inputsSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'What the run rests on beside the image.',
  properties: {
    context: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description:
        "Over the Dockerfile and path, mode and contents of what COPY and ADD take; the image's label org.tre-container.context begins with it. Absent: they could not all be listed.",
    },
    files: {
      type: 'object',
      description:
        'Mode and SHA-256 of each of these files, of ces/ and of rehearsal/safe_data; of the last two only, where there are more than 2,000. Of .yo-rc.json, where no image takes it, the SHA-256 of its answers.',
      additionalProperties: { type: 'string' },
    },
  },
  required: ['files'],
} as const;
