import { describe, expect, it } from 'vitest';
import { callsOf } from '../../helpers/programs.ts';

describe('what is given to a function of a class', () => {
  it.each([
    ['class T:\n  def g(a, b): f(a, b)\nT.g("x", "y")', 'f("x", "y")'],
    ['class T:\n  @staticmethod\n  def g(a, b): f(a, b)\nT.g("x", "y")', 'f("x", "y")'],
    ['class T:\n  @staticmethod\n  def g(a, b): f(a, b)\nT().g("x", "y")', 'f("x", "y")'],
    ['class T:\n  @other\n  @staticmethod\n  def g(a, b): f(a, b)\nT.g("x", "y")', 'f("x", "y")'],
    ['class T:\n  @classmethod\n  def g(cls, a, b): f(a, b)\nT.g("x", "y")', 'f("x", "y")'],
    ['class T:\n  @classmethod\n  def g(klass, a, b): f(a, b)\nT().g("x", "y")', 'f("x", "y")'],
    ['class T:\n  def g(self, a, b): f(a, b)\nT().g("x", "y")', 'f("x", "y")'],
    ['class T:\n  def g(self, a, b): f(a, b)\nt = T()\nt.g("x", b="y")', 'f("x", "y")'],
    ['class T:\n  def g(self, a, b): f(a, b)\n  def h(self): self.g("x", "y")\nT().h()', 'f("x", "y")'],
    ['class T:\n  def g(this, a, b): f(a, b)\nT().g("x", "y")', 'f("x", "y")'],
    ['class T:\n  def g(self, a, b): f(a, b)\nT.g(T(), "x", "y")', 'f("x", "y")'],
    ['class T:\n  def __init__(self, a, b): f(a, b)\nT("x", "y")', 'f("x", "y")'],
  ])('%s', async (text, call) => {
    expect(await callsOf(text)).toContain(call);
  });
});
