import { expect, test } from 'vitest';
import { nameFolder } from '../../../src/model/text/name-folder.ts';

test.each([
  ['tre-container rehearse --image IMAGE', 'tre-container rehearse ../p3 --image IMAGE'],
  ['run `tre-container pin`, which asks', 'run `tre-container pin ../p3`, which asks'],
  ['tre-container check --checklist', 'tre-container check ../p3 --checklist'],
  ['tre-container create . --set name=x', 'tre-container create ../p3 --set name=x'],
  [
    'or rebuild it: tre-container upgrade --rebuild-baseline',
    'or rebuild it: tre-container upgrade ../p3 --rebuild-baseline',
  ],
  ['tre-container check --explain mlflow', 'tre-container check --explain mlflow'],
  ['tre-container upgrade other', 'tre-container upgrade other'],
  [
    'on a machine with a network: python3 models/fetch_models.py',
    'on a machine with a network: python3 ../p3/models/fetch_models.py',
  ],
  ['git checkout HEAD -- .yo-rc.json', 'git -C ../p3 checkout HEAD -- .yo-rc.json'],
  ['tre-container create NAME', 'tre-container create NAME'],
])('from another folder, %s', (message, said) => {
  expect(nameFolder(message, '../p3')).toBe(said);
  expect(nameFolder(message, '.')).toBe(message);
});
