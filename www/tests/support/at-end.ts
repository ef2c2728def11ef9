import { after } from 'node:test';

const tasks: (() => unknown)[] = [];

// Registered while the file loads: what a hook registers ends with that hook.
after(async () => {
  for (const task of tasks.reverse()) await task();
});

/** Does something when all tests of the file are done, what came last first. */
export function atEnd(task: () => unknown): void {
  tasks.push(task);
}
