import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ultralytics',
  title: 'Ultralytics YOLO',
  language: 'python',
  imports: ['ultralytics'],
  packages: { pypi: ['ultralytics'] },
  brings: ['torch', 'torchvision'],
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['yolo'],
      does: 'looks up names of the internet at every import',
      unless: [{ variable: 'YOLO_OFFLINE', is: /true/i }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'ultralytics.YOLO',
        'ultralytics.SAM',
        'ultralytics.RTDETR',
        'ultralytics.FastSAM',
        'ultralytics.YOLOWorld',
      ],
      argument: at(0, 'model'),
      does: 'downloads weights that are not in the working directory',
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['*.export'],
      when: [
        {
          argument: named('format'),
          is: [/^(?:onnx|engine|openvino|coreml|saved_model|tflite|ncnn|paddle|mnn|rknn)$/],
        },
      ],
      does: 'installs the packages of an export format',
      unless: [{ variable: 'YOLO_AUTOINSTALL', is: /false/i }],
      reported: true,
    },
  ],
  settings: [
    {
      name: 'YOLO_OFFLINE',
      value: 'true',
      kind: 'switch',
      why: 'no look-ups, events and checks at the import',
      atImport: true,
      needed: true,
    },
    {
      name: 'YOLO_AUTOINSTALL',
      value: 'false',
      kind: 'switch',
      why: 'no pip install when it runs',
      atImport: true,
      needed: true,
    },
    {
      name: 'YOLO_CONFIG_DIR',
      value: '/scratch/ultralytics',
      kind: 'cache',
      why: 'settings are written there at the first import',
      atImport: true,
    },
  ],
  caches: [{ place: '~/.config/Ultralytics', movedBy: ['YOLO_CONFIG_DIR', 'XDG_CONFIG_HOME'] }],
  writes: [
    { place: './runs', calls: ['ultralytics.YOLO().train', 'ultralytics.YOLO().val'], unless: [named('project')] },
  ],
  hosts: ['one.one.one.one', 'dns.google'],
  stage: {
    outside: 'download the .pt',
    inside:
      'YOLO("/safe_data/models/best.pt").train(project="/safe_outputs/runs", amp=False, data="/opt/app/data.yaml")',
  },
  note: 'train() checks mixed precision with a small model that it downloads, unless amp=False.',
  examples: {
    asks: 'from ultralytics import YOLO\nm = YOLO("yolov8n.pt")',
    local: 'from ultralytics import YOLO\nm = YOLO("/safe_data/models/best.pt")',
    environment: { YOLO_OFFLINE: 'true' },
  },
  seen: {
    version: 'ultralytics 8.4.190',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/__init__.py:56-90,877-892,970-1013; utils/events.py:91; utils/checks.py:418,631',
  },
});
