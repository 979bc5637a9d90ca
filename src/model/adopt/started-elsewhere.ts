/** A file of the repository that a program starts at the place that it has in another image (`python3 /app/train.py`). */
export interface StartedElsewhere {
  readonly place: string;
  readonly file: string;
  readonly line: number;
}
