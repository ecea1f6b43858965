// What a reply costs at least: a bare node:http server that reads a request, parses it and sends bytes that are given, the
// events of a stream one by one.
// Forked by the comparison with the mock server.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CannedReply } from './http-load.ts';

process.once('disconnect', () => process.exit(0));
process.once('message', (reply: CannedReply) => {
  const { headers, body } = reply;
  const events = body.split(/(?<=\n\n)/);
  const rest = events.pop();
  const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/cpu') {
        const { user, system } = process.cpuUsage();
        response.end(JSON.stringify({ cpu_ms: (user + system) / 1_000 }));
        return;
      }
      JSON.parse(Buffer.concat(parts).toString());
      response.writeHead(200, headers);
      for (const event of events) response.write(event);
      response.end(rest);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ url: `http://127.0.0.1:${port}` });
  });
});
