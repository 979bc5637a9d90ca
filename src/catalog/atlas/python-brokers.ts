import { type Argument, at, defineLibrary, named, type Trigger } from '../../model/atlas/atlas-entry.ts';

const sending = (argument: Argument, ...calls: readonly string[]): Trigger => ({
  on: 'host',
  effect: 'sends',
  calls,
  argument,
  does: 'sends messages to another machine',
  uploads: true,
});

export default defineLibrary({
  name: 'python-brokers',
  title: 'Queues and sockets of the web (MQTT, Kafka, AMQP, WebSocket)',
  language: 'python',
  imports: ['paho', 'kafka', 'confluent_kafka', 'pika', 'websocket', 'websockets'],
  packages: { pypi: ['paho-mqtt', 'kafka-python', 'confluent-kafka', 'pika', 'websocket-client', 'websockets'] },
  triggers: [
    sending(at(0, 'host'), 'paho.mqtt.client.Client().connect', 'paho.mqtt.client.Client().connect_async'),
    sending(named('hostname'), 'paho.mqtt.publish.single', 'paho.mqtt.publish.multiple'),
    sending(named('bootstrap_servers'), 'kafka.KafkaProducer', 'kafka.KafkaConsumer', 'kafka.KafkaAdminClient'),
    sending(at(0, 'host'), 'pika.ConnectionParameters'),
    sending(at(0, 'url'), 'pika.URLParameters', 'websocket.create_connection', 'websocket.WebSocketApp'),
    sending(at(0, 'uri'), 'websockets.connect', 'websockets.sync.client.connect', 'websockets.asyncio.client.connect'),
  ],
  stage: {
    outside: 'fetch what the program waits for',
    inside: 'read it by its path below /safe_data; what is to leave goes to /safe_outputs',
  },
  examples: {
    asks: 'import websocket\nw = websocket.create_connection("wss://live.example.org/x")',
    local: 'import websocket\nw = websocket.create_connection("ws://127.0.0.1:8000/x")',
  },
  seen: {
    version: 'paho-mqtt 2.2.0, kafka-python 3.0.12, pika 1.4.4, websocket-client 1.9.2, websockets 17.4',
    date: '2026-11-28',
    how: 'source',
    where: 'signatures of the calls in the packages; confluent-kafka, of which no call counts, was not looked at',
  },
});
