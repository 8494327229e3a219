import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Hub } from './connection';

/** WebSockets only; no retry of its own, since SignalR's gives up (Connection retries for ever). */
export function signalrHub(url: string): Hub {
  const hub = new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build();
  hub.serverTimeoutInMilliseconds = 6_000;
  hub.keepAliveIntervalInMilliseconds = 2_000;
  return hub;
}
