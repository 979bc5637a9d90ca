import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'keras',
  title: 'Keras and TensorFlow',
  language: 'python',
  imports: ['keras', 'tensorflow', 'tf_keras', 'keras_hub', 'keras_nlp'],
  packages: { pypi: ['keras', 'tensorflow', 'tf-keras', 'keras-hub', 'keras-nlp', 'tensorflow-cpu'] },
  brings: ['kagglehub'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'keras.applications.<Class>',
        'keras.applications.*.<Class>',
        'tensorflow.keras.applications.<Class>',
        'tensorflow.keras.applications.*.<Class>',
        'tf_keras.applications.<Class>',
        'tf_keras.applications.*.<Class>',
      ],
      argument: at(1, 'weights'),
      does: 'downloads weights, which is the default',
      unless: [{ argument: at(1, 'weights'), is: [/\.(?:h5|keras|hdf5)$/] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'keras.utils.get_file',
        'tensorflow.keras.utils.get_file',
        'tf_keras.utils.get_file',
        'keras.datasets.*.load_data',
        'tensorflow.keras.datasets.*.load_data',
        'tf_keras.datasets.*.load_data',
        'keras.applications.*.decode_predictions',
        'tensorflow.keras.applications.*.decode_predictions',
        'tf_keras.applications.*.decode_predictions',
        'keras.utils.data_utils.get_file',
        'tensorflow.keras.utils.data_utils.get_file',
        'tf_keras.utils.data_utils.get_file',
      ],
      does: 'downloads a file',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'keras.models.load_model',
        'tensorflow.keras.models.load_model',
        'tf_keras.models.load_model',
        'keras.saving.load_model',
        'tensorflow.keras.saving.load_model',
        'tf_keras.saving.load_model',
      ],
      argument: at(0, 'filepath'),
      when: [{ argument: at(0, 'filepath'), is: ['address'] }],
      does: 'loads a model from an address',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['keras_hub.*from_preset', 'keras_nlp.*from_preset'],
      argument: at(0, 'preset'),
      does: 'loads a preset from Kaggle or the Hub',
    },
  ],
  settings: [
    {
      name: 'KERAS_HOME',
      value: '/scratch/keras',
      kind: 'cache',
      why: 'Keras writes its settings there',
      atImport: true,
    },
  ],
  caches: [{ place: '~/.keras', movedBy: ['KERAS_HOME'] }],
  stage: {
    outside: 'm = ResNet50(); m.save("resnet50.keras")',
    inside:
      'ResNet50(weights=None) with load_weights("/safe_data/resnet50.weights.h5"), or load_model("/safe_data/resnet50.keras")',
  },
  note: 'get_file ignores what lies in a KERAS_HOME that it may not write to, and downloads again into /tmp/.keras.',
  examples: {
    asks: 'from tensorflow.keras.applications import ResNet50\nm = ResNet50()',
    local: 'from tensorflow.keras.applications import ResNet50\nm = ResNet50(weights=None)',
  },
  seen: {
    version: 'keras 3.15.1',
    date: '2026-11-25',
    how: 'source',
    where:
      'backend/config.py:276-335; utils/file_utils.py:290-300; applications/resnet.py:53; saving/saving_lib.py:333-350',
  },
});
