import type { Questions } from '../model/answers/question.ts';
import { deliveryQuestions } from './questions/delivery-questions.ts';
import { documentQuestions } from './questions/document-questions.ts';
import { projectQuestions } from './questions/project-questions.ts';
import { runQuestions } from './questions/run-questions.ts';
import { softwareQuestions } from './questions/software-questions.ts';

/** All questions, in the order in which a person is asked: what everybody must know first, details last. */
export const questions = {
  base: softwareQuestions.base,
  name: projectQuestions.name,
  description: projectQuestions.description,
  project: projectQuestions.project,
  registry: projectQuestions.registry,
  packages: softwareQuestions.packages,
  models: softwareQuestions.models,
  offlineLoader: softwareQuestions.offlineLoader,
  image: softwareQuestions.image,
  documents: documentQuestions.documents,
  quarto: documentQuestions.quarto,
  systemPackages: softwareQuestions.systemPackages,
  licences: softwareQuestions.licences,
  gpu: runQuestions.gpu,
  runtimes: runQuestions.runtimes,
  port: runQuestions.port,
  imageProxy: runQuestions.imageProxy,
  ci: projectQuestions.ci,
  generator: deliveryQuestions.generator,
  rehearse: projectQuestions.rehearse,
  upgradeCheck: projectQuestions.upgradeCheck,
  preCommit: projectQuestions.preCommit,
  contact: projectQuestions.contact,
} satisfies Questions;
