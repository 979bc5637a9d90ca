import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'keras-backbones',
  title: 'segmentation_models and classification_models for Keras',
  language: 'python',
  imports: ['segmentation_models', 'classification_models'],
  packages: { pypi: ['segmentation-models', 'image-classifiers'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'segmentation_models.Unet',
        'segmentation_models.FPN',
        'segmentation_models.Linknet',
        'segmentation_models.PSPNet',
      ],
      argument: named('encoder_weights'),
      does: 'downloads the weights of its encoder, imagenet where nothing is said',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'classification_models.*.ResNet*',
        'classification_models.*.SEResNe*',
        'classification_models.*.ResNeXt*',
      ],
      argument: named('weights'),
      does: 'downloads the weights of the model',
    },
  ],
  caches: [{ place: '~/.keras', movedBy: ['KERAS_HOME'] }],
  stage: {
    outside: 'save the weights of the trained model: model.save_weights("model.weights.h5")',
    inside: 'sm.Unet("resnet34", encoder_weights=None), then model.load_weights("/safe_data/models/model.weights.h5")',
  },
  examples: {
    asks: 'import segmentation_models as sm\nm = sm.Unet("resnet34")',
    local: 'import segmentation_models as sm\nm = sm.Unet("resnet34", encoder_weights=None)',
  },
  seen: {
    version: 'segmentation_models 1.0.1, image-classifiers 1.0.0',
    date: '2026-11-30',
    how: 'source',
    where:
      'models/unet.py:162-168, fpn.py:175-181, linknet.py:185-191, pspnet.py:155; weights.py:13-25, models/resnet.py:301',
  },
});
