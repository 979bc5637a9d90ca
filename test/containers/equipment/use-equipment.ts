import { inject } from 'vitest';

// Every program that a test starts finds the equipment's engine, storage and registry through these.
Object.assign(process.env, inject('variables'));
