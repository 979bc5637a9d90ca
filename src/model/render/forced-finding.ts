import type { BaseCondition } from './base.ts';

/** A finding that cannot be fixed without giving up the base, or what the answers ask for. */
export interface ForcedFinding {
  readonly tool: 'hadolint' | 'trivy' | 'check';
  /** The tool's id of the check; the slug of our own rule. */
  readonly id: string;
  /** Why it cannot be fixed, for a reader in an audit. One or two sentences. */
  readonly reason: string;
  /** Since when it is accepted, ISO 8601 day. */
  readonly since: string;
  /** Absent: any base. */
  readonly when?: BaseCondition;
  /** Only with Debian packages among the answers. */
  readonly whenSystemPackages?: true;
}
