export { default as bars } from 'cli-progress';
