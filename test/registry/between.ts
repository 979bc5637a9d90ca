import { createServer, request as send } from 'node:http';
import { connect, type AddressInfo, type Server } from 'node:net';
import { serve, type Seen } from '../io/registry/loopback-registry.ts';

/** A proxy that sends every CONNECT, whatever its name, to `host`. */
export async function startConnectProxy(
  host: string,
): Promise<{ host: string; asked: string[]; stop(): Promise<void> }> {
  const asked: string[] = [];
  const [address = '', port = ''] = host.split(':');
  const proxy = createServer();
  proxy.on('connect', (request, socket, head) => {
    asked.push(request.url ?? '');
    const upstream = connect(Number(port), address, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await listen(proxy);
  return { host: addressOf(proxy), asked, stop: () => new Promise((resolve) => proxy.close(() => resolve())) };
}

/** A registry's other face: hands every request on after a pause. `most` says how many were there at once. */
export async function startDelay(
  host: string,
  milliseconds: number,
): Promise<{ host: string; seen: Seen[]; most(): number }> {
  let inside = 0;
  let most = 0;
  const { host: own, seen } = await serve((request, response) => {
    inside += 1;
    most = Math.max(most, inside);
    setTimeout(() => {
      const [address = '', port = ''] = host.split(':');
      const onward = send(
        { host: address, port, path: request.url, method: request.method, headers: { ...request.headers, host } },
        (answer) => {
          inside -= 1;
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(onward);
    }, milliseconds);
  });
  return { host: own, seen, most: () => most };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function addressOf(server: Server): string {
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
