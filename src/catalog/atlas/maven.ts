import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'maven',
  title: 'Maven, Gradle, sbt, Coursier',
  language: 'program',
  imports: ['mvn', 'gradle', 'gradlew', 'sbt', 'cs', 'jbang'],
  packages: { apt: ['maven', 'gradle'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['mvn', 'gradle', 'gradlew', 'sbt', 'jbang', 'cs launch', 'cs install'],
      does: 'resolves packages at the start',
      unless: [{ option: '-o' }, { option: '--offline' }, { variable: 'COURSIER_MODE', is: /offline/ }],
    },
  ],
  caches: [
    { place: '~/.m2', movedBy: [] },
    { place: '~/.gradle', movedBy: ['GRADLE_USER_HOME'] },
  ],
  stage: {
    outside: 'nothing: the jar belongs into the image',
    inside: 'build a fat jar in a builder stage; java -jar /opt/app/app.jar',
  },
  examples: { asks: 'mvn exec:java', local: 'java -jar /opt/app/app.jar' },
  seen: { version: 'Maven 3.8.7', date: '2026-11-25', how: 'documented', where: 'help and documentation' },
});
