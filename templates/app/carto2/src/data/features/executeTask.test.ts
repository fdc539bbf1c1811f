import { afterEach, expect, test, vi } from 'vitest';
import { executeTask, removeWorker } from './executeTask';

const { FakeWorker, workers } = vi.hoisted(() => {
  class FakeWorker {
    onmessage?: (event: { data: object }) => void;
    onerror?: (event: object) => void;
    postMessage = vi.fn();
    terminate = vi.fn();
    constructor() {
      workers.push(this);
    }
  }
  const workers: FakeWorker[] = [];
  return { FakeWorker, workers };
});
vi.mock('./worker?worker', () => ({ default: FakeWorker }));

const run = () => executeTask('roads', 'formula', { operation: 'count', filters: {} });

afterEach(() => {
  removeWorker('roads');
  workers.length = 0;
});

test('a source has one worker, which answers in order', async () => {
  const [first, second] = [run(), run()];
  expect(workers).toHaveLength(1);
  workers[0]!.onmessage!({ data: { result: { value: 1 } } });
  workers[0]!.onmessage!({ data: { error: 'No.' } });
  expect(await first).toEqual({ value: 1 });
  await expect(second).rejects.toThrow('No.');
});

test('after a worker that can’t be loaded, the next task gets a new one', async () => {
  const failed = run();
  workers[0]!.onerror!({});
  await expect(failed).rejects.toThrow('could not be loaded');
  expect(workers[0]!.terminate).toHaveBeenCalled();

  const next = run();
  workers[1]!.onmessage!({ data: { result: { value: 2 } } });
  expect(await next).toEqual({ value: 2 });
});
