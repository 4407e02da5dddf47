/** The worker's end: answers requests from a table of methods. Events are posted to the same port. */
import type { Api, Method } from './api';
import { asError } from './refusal';
import type { Message, Port, Request } from './wire';

/** Every method of the contract; each may answer at once or later. */
export type Handlers = {
  [M in Method]: (...input: Parameters<Api[M]>) => ReturnType<Api[M]> | Promise<ReturnType<Api[M]>>;
};

/** Answers requests that come through `port`. */
export function serve(port: Port, handlers: Handlers): void {
  const send = (message: Message): void => port.postMessage(message);
  port.addEventListener('message', ({ data }: MessageEvent) => {
    const { n, method, input } = data as Request;
    answer(handlers, method, input).then(
      (result) => send({ n, result }),
      (reason: unknown) => send({ n, error: asError(reason) }),
    );
  });
}

async function answer(handlers: Handlers, method: Method, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(handlers, method)) throw new TypeError('no such method');
  return (handlers[method] as (input: unknown) => unknown)(input);
}
