/** Another name for the container's own machine, from the range for documentation: what listens on it listens on all addresses. */
export const probeAddress = '192.0.2.1';
/** Host name of the container that holds the sink, and with it of the container under test. */
export const sinkHost = 'tre-rehearsal';

/** End of the names by which a rehearsal proves that its sink sees; each of them also begins a new list of what was tried. */
export const probeDomain = 'tre-probe';

/**
 * A network that answers every name and leads nowhere, as one Perl program: `perl-base` is essential in Debian and Ubuntu, so all
 * bases have it and no other image is needed. It makes every address local (a route by netlink), answers DNS with an address
 * of the benchmarking range that stands for that name, and reads the loopback interface: each name asked and each address tried
 * becomes one line on standard output, and each attempt fails at once. Needs NET_ADMIN (route), NET_RAW (reading) and
 * NET_BIND_SERVICE (DNS) of its own namespace, and gives them up (capset) once it has what they are for.
 * First line: `ready`, then what could be had: route, reading, DNS, route for IPv6, rights given up.
 */
export const networkSink = String.raw`
use strict; use warnings; use Socket;
$| = 1;
my ($own_host, $probe) = @ARGV;
my (%seen, %address_of, %name_of);
my $next = 1;

sub report {
  my $line = join "\t", @_;
  %seen = () if $line =~ /\.tre-probe$/;
  print "$line\n" if !$seen{$line}++ && keys %seen < 2000;
}

# RTM_NEWROUTE: type local, table local, scope host, default destination, device lo.
sub make_all_addresses_local {
  my ($family) = @_;
  socket(my $netlink, 16, 3, 0) or return 0;
  my $body = pack('C8 L', $family, 0, 0, 0, 255, 3, 254, 2, 0) . pack('S S L', 8, 4, 1);
  send($netlink, pack('L S S L L', 16 + length $body, 24, 0x405, 1, 0) . $body, 0, pack('S S L L', 16, 0, 0, 0)) or return 0;
  recv($netlink, my $answer, 4096, 0);
  return length $answer >= 20 && unpack('l', substr($answer, 16, 4)) == 0;
}

sub name_in {
  my ($query) = @_;
  my ($at, @labels) = (12);
  while ($at < length $query) {
    my $length = unpack 'C', substr($query, $at, 1);
    last if $length == 0 || $length > 63 || $at + $length >= length $query;
    push @labels, substr($query, $at + 1, $length);
    $at += $length + 1;
  }
  my $name = lc join '.', @labels;
  $name =~ s/[^\x21-\x7e]/?/g;
  return ($name, $at + 1);
}

sub report_name {
  my ($name) = @_;
  my ($host) = split /\./, $name;
  report('lookup', $name) unless $name eq '' || $name =~ /\.arpa$/ || $host eq $own_host || $host =~ /^[0-9a-f]{12}$/;
}

sub answer_name {
  my ($socket, $query, $from) = @_;
  return if length $query < 17;
  my ($name, $end) = name_in($query);
  my $found = '';
  if (unpack('n', substr($query, $end, 2)) == 1) {
    my $address = $address_of{$name} //= pack('C4', 198, 18 + int($next / 65536) % 2, int($next / 256) % 256, $next++ % 256);
    $name_of{inet_ntoa($address)} = $name;
    $found = pack('n n n N n', 0xc00c, 1, 1, 60, 4) . $address;
  }
  report_name($name);
  send($socket, substr($query, 0, 2) . pack('n5', 0x8180, 1, $found eq '' ? 0 : 1, 0, 0) . substr($query, 12, $end - 8) . $found, 0, $from);
}

sub read_packet {
  my ($data, $from) = @_;
  return if unpack('C', substr($from, 10, 1)) != 4;
  my $kind = unpack 'n', substr($from, 2, 2);
  my ($protocol, $to, $rest);
  if ($kind == 0x0800 && length $data >= 20) {
    ($protocol, $to, $rest) = (unpack('C', substr($data, 9, 1)), inet_ntoa(substr($data, 16, 4)), substr($data, 4 * (unpack('C', $data) & 15)));
  } elsif ($kind == 0x86dd && length $data >= 40) {
    ($protocol, $to, $rest) = (unpack('C', substr($data, 6, 1)), Socket::inet_ntop(10, substr($data, 24, 16)), substr($data, 40));
  } else { return }
  return if length $rest < 8;
  my ($from_port, $port) = unpack 'n n', $rest;
  if ($protocol == 17 && $port == 53) { report_name((name_in(substr($rest, 8)))[0]) if length $rest > 24; return }
  return if $to =~ /^127\./ || $to eq '::1' || $to eq $probe;
  my $starts = $protocol == 17 ? $from_port != 53 : $protocol == 6 && length $rest >= 14 && (unpack('C', substr($rest, 13, 1)) & 0x12) == 2;
  report('connect', $name_of{$to} // $to, $port) if $starts;
}

my $routed = make_all_addresses_local(AF_INET);
my $routed6 = make_all_addresses_local(10);
my $reads = socket(my $packets, 17, 2, unpack('n', pack('S', 3)));
socket(my $dns, AF_INET, SOCK_DGRAM, 0) or die "socket: $!";
my $names = bind($dns, pack_sockaddr_in(53, INADDR_ANY));
# Docker was told by --dns; podman refuses that word for a network of none.
if (open(my $settings, '>', '/etc/resolv.conf')) { print $settings "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"; close $settings }
my ($header, $none) = (pack('L L', 0x20080522, 0), pack('L6', (0) x 6));
my $dropped = syscall(126, $header, $none) == 0;
print join("\t", 'ready', map { $_ ? 1 : 0 } $routed, $reads, $names, $routed6, $dropped), "\n";
$SIG{TERM} = sub { exit 0 };
while (1) {
  my $waiting = '';
  vec($waiting, fileno $dns, 1) = 1;
  vec($waiting, fileno $packets, 1) = 1 if $reads;
  next if select($waiting, undef, undef, undef) < 1;
  if ($reads && vec($waiting, fileno $packets, 1)) { my $from = recv($packets, my $data, 65535, 0); read_packet($data, $from) if defined $from }
  if (vec($waiting, fileno $dns, 1)) { my $from = recv($dns, my $data, 4096, 0); answer_name($dns, $data, $from) if defined $from }
}
`;

/** Looks a name up and connects to it, so that the sink must tell of both. */
export const aliveProbe = String.raw`
use strict; use warnings; use Socket;
my ($name) = @ARGV;
$SIG{ALRM} = sub { exit 3 };
alarm 5;
my $address = gethostbyname($name) or exit 2;
socket(my $server, AF_INET, SOCK_STREAM, 0) or exit 2;
connect($server, pack_sockaddr_in(9, $address));
exit 0;
`;

/**
 * Asks over HTTP/1.0 from inside the sink's network: address, port, path. Prints the raw answer, at most 64 KiB. Exit code 2: nobody listens
 * there; 0: it was connected, whatever was said, also when that took longer than five seconds.
 */
export const httpProbe = String.raw`
use strict; use warnings; use Socket;
my ($address, $port, $path) = @ARGV;
my $got = '';
my $connected = 0;
$SIG{ALRM} = sub { syswrite(STDOUT, $got); exit($connected ? 0 : 2) };
alarm 5;
socket(my $server, AF_INET, SOCK_STREAM, 0) or exit 2;
connect($server, pack_sockaddr_in($port, inet_aton($address))) or exit 2;
$connected = 1;
$SIG{PIPE} = 'IGNORE';
syswrite($server, "GET $path HTTP/1.0\r\nHost: localhost:$port\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
while (length $got < 65536) { my $n = sysread($server, $got, 65536 - length $got, length $got); last unless $n }
syswrite(STDOUT, $got);
`;
