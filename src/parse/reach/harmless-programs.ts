import type { Target } from './command-target.ts';

/** Programs of a base system or a package manager, which run nothing of the project. */
const harmless = new Set(
  `[ [[ test true false : echo printf cat cp mv rm ls ln mkdir rmdir touch chmod chown chgrp install tar gzip gunzip zcat unzip zip bzip2 xz sed awk gawk grep egrep fgrep cut tr sort uniq head tail wc tee xargs find diff cmp
  date sleep wait trap kill pkill set unset export declare local readonly typeset return exit break continue shift eval let read mapfile getopts cd pushd popd pwd umask ulimit alias unalias type which command hash id whoami groups
  hostname uname env printenv basename dirname realpath readlink stat du df free ps top nproc seq expr bc jq yq md5sum sha1sum sha256sum sha512sum base64 od xxd hexdump mktemp file less more dd sync mount umount ldconfig
  apt-get apt dpkg yum dnf apk pip conda mamba micromamba uv poetry pipenv pdm pixi npm yarn git git-lfs curl wget ssh scp rsync ftp sftp aria2c aws gsutil gcloud azcopy rclone s3cmd s5cmd mc useradd groupadd usermod adduser addgroup passwd
  su sudo gosu su-exec tini dumb-init locale-gen update-alternatives ssh-keygen crontab service systemctl nginx apache2 httpd sshd locale localedef iconv getent getconf lscpu lsblk uptime tty stty shopt complete compgen exec source . fi done esac then else function time
  jupyter jupyter-lab jupyterhub jupyterhub-singleuser rstudio-server rserver shiny-server code-server start.sh start-notebook.sh start-notebook.py start-singleuser.sh start-singleuser.py vncserver startxfce4 tensorboard mlflow
  huggingface-cli hf nvidia-smi gdb strace fc-cache fc-list tlmgr pandoc xdg-open sqlite3 psql mysql redis-server postgres mongod openssl gpg vim nano tmux screen logger flock unset sha224sum dos2unix envsubst uuidgen mkfifo nl paste join comm fold fmt rev column numfmt shuf split tac truncate stdbuf dot neato fdp sfdp twopi circo gs ps2pdf pdftotext pdftoppm pdfinfo pdfunite pdfseparate exiftool rsvg-convert python3-config venv http unittest pytest json ipykernel ipython notebook nltk spacy site ensurepip compileall zipfile webbrowser timeit cProfile pdb this build wheel setuptools twine`.split(
    /\s+/,
  ),
);

export function isHarmless(name: string): boolean {
  return harmless.has(name.slice(name.lastIndexOf('/') + 1));
}

/** Whether what a command starts may be of the project: a file, a module, a text, or a program that nothing is known of. */
export function leadsOn(target: Target): boolean {
  return target.kind !== 'name' || !isHarmless(target.name);
}
