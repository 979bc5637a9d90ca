import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, notApplicable, onImages, pass, unknown } from '../model/check/verdicts.ts';
import { namedImages } from '../catalog/images.ts';
import { nearestImage } from '../parse/dockerfile/nearest-image.ts';

const distributions =
  /^(?:docker\.io\/library\/|docker\.io\/|quay\.io\/|registry\.[\w.]+\/|public\.ecr\.aws\/(?:\w+\/){1,3}|mcr\.microsoft\.com\/|cgr\.dev\/chainguard\/)(?:(?:library|debian|centos|fedora|rockylinux|almalinux|opensuse|archlinux|bitnami|kalilinux|redhat|oraclelinux|amazonlinux|phusion|azurelinux|mirror|cbl-mariner|ubi\d*|[a-z]+v\d+)\/)*(?:debian|ubuntu|alpine|centos|rockylinux|fedora|almalinux|amazonlinux|oraclelinux|archlinux|leap|tumbleweed|minideb|buildpack-deps|busybox|photon|mageia|clearlinux|kali-[\w-]+|ubi\d*(?:-minimal|-micro|-init)?|core|base\/core|wolfi-base|stream\d*|void[\w-]*|stage3)$/;

/** Publishers all of whose images are of an application or a language. */
const published =
  /^(?:docker\.io\/(?:bids|bioconductor|continuumio|condaforge|huggingface|jupyter|mambaorg|mathworks|nvidia|ollama|openanalytics|pytorch|rapidsai|rocker|rstudio|posit|tensorflow|vllm)\/|quay\.io\/(?:bioconductor|biocontainers|jupyter)\/|ghcr\.io\/(?:astral-sh|prefix-dev|rocker-org)\/|nvcr\.io\/nvidia\/)/;

export default defineRule({
  kind: 'checked',
  id: 'base-image-well-known',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'The image starts from an application base, not from a generic distribution',
  rationale:
    'On a bare Debian or Ubuntu everything is yours to install and to answer for. The images of Python, PyTorch, Rocker, Jupyter or RAPIDS are maintained, leaner, and known to those who approve yours. Images of conda and of CUDA count as application bases too. What an image is that stands in no table here is not known.',
  source: testingGuide('Choose a container base from DockerHub'),
  check: onImages(({ from, base, known }, dockerfile) => {
    const location = { file: dockerfile.path, line: from.word.line };
    if (from.scratch) return notApplicable('the image starts from scratch, so there is no base');
    const { named } = from;
    if (named === undefined) return unknown(`the image "${from.word.value}" ${from.error ?? 'is not known'}`, location);
    const name = `${named.canonicalRegistry}/${named.canonicalRepository}`;
    if (base !== undefined)
      return pass(`${name} is one of the ${base.label} images, an application base (${base.source})`, location, 'file');
    const near = nearestImage(name, namedImages);
    if (near !== undefined)
      return unknown(
        `${name} is in no table here, and nearly ${near}: whether there is such an image, nobody looked`,
        location,
        `write ${near}, if that is what was meant`,
      );
    // Docker Hub has a publisher and a name, and nothing below.
    const isPublished = published.test(name) && !/^docker\.io\/[^/]+\/[^/]+\//.test(name);
    if (!distributions.test(name))
      return known !== undefined || namedImages.has(name) || isPublished
        ? pass(`${name} is none of the known generic distributions`, location)
        : unknown(
            `${name} is in no table here: whether it is an image of an application or language, or a distribution under a name of its own, and who maintains it, a person must look`,
            location,
          );
    return fail({
      message: `the final image starts from ${from.word.value}, a generic distribution`,
      location,
      fix: 'start from the image of the application or language, such as docker.io/library/python',
    });
  }),
  good: [
    { title: 'a language image', files: { Dockerfile: 'FROM docker.io/library/python:3.13-slim\n' } },
    {
      title: 'a distribution that only an earlier stage uses',
      files: { Dockerfile: 'FROM docker.io/library/debian:13 AS build\nFROM docker.io/rocker/rstudio:4.5.3\n' },
    },
  ],
  bad: [
    { title: 'a distribution', files: { Dockerfile: 'FROM ubuntu:24.04\n' } },
    {
      title: 'through a stage and an ARG',
      files: { Dockerfile: 'ARG BASE=docker.io/library/debian:13-slim\nFROM ${BASE} AS base\nFROM base\n' },
    },
  ],
});
