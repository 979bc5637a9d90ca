import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'segmentation-models-pytorch',
  title: 'Segmentation Models PyTorch',
  language: 'python',
  imports: ['segmentation_models_pytorch'],
  packages: { pypi: ['segmentation-models-pytorch'] },
  brings: ['timm', 'huggingface-hub', 'torchvision'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'segmentation_models_pytorch.Unet',
        'segmentation_models_pytorch.UnetPlusPlus',
        'segmentation_models_pytorch.MAnet',
        'segmentation_models_pytorch.Linknet',
        'segmentation_models_pytorch.FPN',
        'segmentation_models_pytorch.PSPNet',
        'segmentation_models_pytorch.PAN',
        'segmentation_models_pytorch.DeepLabV3',
        'segmentation_models_pytorch.DeepLabV3Plus',
        'segmentation_models_pytorch.UPerNet',
        'segmentation_models_pytorch.Segformer',
        'segmentation_models_pytorch.DPT',
        'segmentation_models_pytorch.create_model',
      ],
      argument: named('encoder_weights'),
      does: 'downloads the weights of the encoder, which is the default',
      unless: [hubOffline],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['segmentation_models_pytorch.from_pretrained'],
      argument: at(0, 'pretrained_model_name_or_path'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  caches: [{ place: '~/.cache/huggingface/hub', movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'torch.save(smp.Unet("resnet34").state_dict(), "w.pt")',
    inside: 'm = smp.Unet("resnet34", encoder_weights=None); m.load_state_dict(torch.load("/safe_data/w.pt"))',
  },
  examples: {
    asks: 'import segmentation_models_pytorch as smp\nm = smp.Unet("resnet34")',
    local: 'import segmentation_models_pytorch as smp\nm = smp.Unet("resnet34", encoder_weights=None)',
  },
  seen: {
    version: 'segmentation_models_pytorch 0.6.0',
    date: '2026-11-25',
    how: 'source',
    where: 'decoders/unet/model.py:112; encoders/__init__.py:105-140',
  },
});
