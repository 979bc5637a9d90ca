import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'face-models',
  title: 'Faces (DeepFace, facenet-pytorch)',
  language: 'python',
  imports: ['deepface', 'facenet_pytorch'],
  packages: { pypi: ['deepface', 'facenet-pytorch'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'deepface.DeepFace.verify',
        'deepface.DeepFace.analyze',
        'deepface.DeepFace.find',
        'deepface.DeepFace.represent',
        'deepface.DeepFace.stream',
        'deepface.DeepFace.build_model',
        'deepface.DeepFace.extract_faces',
      ],
      does: 'downloads the weights of its models to ~/.deepface where they are not there',
      unless: [{ filled: 'DEEPFACE_HOME' }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['facenet_pytorch.InceptionResnetV1', 'facenet_pytorch.models.inception_resnet_v1.InceptionResnetV1'],
      argument: at(0, 'pretrained'),
      when: [{ argument: at(0, 'pretrained'), is: [/^(?:vggface2|casia-webface)$/] }],
      does: 'downloads the weights from GitHub where they are not in the cache',
      unless: [{ filled: 'TORCH_HOME' }],
    },
  ],
  caches: [
    { place: '~/.deepface', movedBy: ['DEEPFACE_HOME'] },
    { place: '~/.cache/torch/checkpoints', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'], argument: named('model_dir') },
  ],
  stage: {
    outside: 'run it once with DEEPFACE_HOME (TORCH_HOME for facenet-pytorch) set to the folder that is staged',
    inside: 'ENV DEEPFACE_HOME=/safe_data/models',
  },
  examples: {
    asks: 'from deepface import DeepFace\nr = DeepFace.verify("/safe_data/a.png", "/safe_data/b.png")',
    local: 'from facenet_pytorch import InceptionResnetV1\nm = InceptionResnetV1(classify=True, num_classes=2)',
  },
  seen: {
    version: 'deepface 0.0.103, facenet-pytorch 2.6.0',
    date: '2026-11-30',
    how: 'source',
    where: 'commons/weight_utils.py:23-83, folder_utils.py:15; models/inception_resnet_v1.py:202-340',
  },
});
