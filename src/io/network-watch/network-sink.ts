/** Another name for the container's own machine, from the range for documentation: what listens on it listens on all addresses. */
export const probeAddress = '192.0.2.1';
/** The same of IPv6, as the kernel prints it. */
export const probeAddress6 = '2001:db8:0:7e::1';
/** End of the names by which a rehearsal proves that its sink sees: `RANDOM.SECRET.tre-probe`. */
export const probeDomain = 'tre-probe';

/**
 * A network that answers every name and leads nowhere, as one Perl program: `perl-base` is essential in Debian and Ubuntu, so most machines and all
 * bases have it. It makes every address local (a route by netlink), answers DNS with an address
 * of the benchmarking range that stands for that name, and reads the loopback interface: each name asked and each address tried
 * becomes one line on standard output, and each attempt fails at once. Needs NET_ADMIN (route), NET_RAW (reading) and
 * NET_BIND_SERVICE (DNS) of its own namespace, and gives them up (capset) once it has what they are for.
 * Arguments: the host name, the address that is the container's own, the secret of the probes, and `outside` where it is a program of this machine:
 * it then leaves files alone, and ends when its input does.
 *
 * First line: `ready`, then what could be had: route, reading, DNS, route for IPv6, rights given up. Then `lookup NAME`, `connect HOST [PORT]`,
 * and for each probe `probe NAME` and `probe NAME PORT`: the first begins a new list, the second comes after all that was sent before it.
 * `dropped N` before the second: so many packets and questions came faster than they were read. Nobody brings about such a line who does not know the
 * secret, and the program under test shares the network of the sink, not its processes.
 */
export const networkSink = String.raw`
use strict; use warnings; use Socket;
$| = 1;
my ($own_host, $own_address, $secret, $place) = @ARGV;
my $outside = ($place // '') eq 'outside';
my (%seen, %address_of, %name_of, %probed);
my ($next, $packets_dropped, $questions_dropped) = (1, 0, 0);

sub report {
  my $line = join "\t", @_;
  print "$line\n" if keys %seen < 500 && !$seen{$line}++;
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

# What a container says to itself must not crowd out what it says to others: of what goes out, the kernel hands over what begins something.
sub read_beginnings_only {
  my ($socket) = @_;
  my ($word, $half, $byte, $byte_after_ip, $half_after_ip, $find_ip_end, $mask, $is, $end) = (0x20, 0x28, 0x30, 0x50, 0x48, 0xb1, 0x54, 0x15, 0x06);
  my @steps = (
    [$word, 0xfffff004], [$is, 4, '', 'no'],
    [$word, 0xfffff000], [$is, 0x86dd, 'ipv6'], [$is, 0x0800, '', 'no'],
    [$find_ip_end, 0], [$byte, 9], [$is, 6, 'tcp'], [$is, 1, 'echo'], [$is, 2, 'no', 'where'],
    'echo', [$byte_after_ip, 0], [$is, 8, 'where', 'no'],
    'tcp', [$byte_after_ip, 13], [$mask, 0x12], [$is, 2, '', 'no'], [$half_after_ip, 2], [$is, 53, 'yes'],
    'where', [$word, 16], [$is, unpack('N', inet_aton($own_address)), 'no'], [$byte, 16], [$is, 127, 'no', 'yes'],
    'ipv6', [$word, 24], [$is, 0, '', 'away'], [$word, 28], [$is, 0, '', 'away'], [$word, 32], [$is, 0, '', 'away'], [$word, 36], [$is, 1, 'no'],
    'away', [$byte, 6], [$is, 0, 'no'], [$is, 58, 'echo6'], [$is, 6, '', 'yes'], [$byte, 53], [$mask, 0x12], [$is, 2, 'yes', 'no'],
    'echo6', [$byte, 40], [$is, 128, 'yes', 'no'],
    'yes', [$end, 0xffff], 'no', [$end, 0],
  );
  my (%at, @code);
  for (@steps) { ref $_ ? push(@code, $_) : ($at{$_} = @code) }
  my $at = 0;
  my $filter = join '', map { $at++; pack('S C C L', $_->[0], (map { ($_ // '') eq '' ? 0 : $at{$_} - $at } @$_[2, 3]), $_->[1]) } @code;
  return setsockopt($socket, SOL_SOCKET, 26, pack('S x![P] P', scalar @code, $filter));
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
  my $name = substr(lc join('.', @labels), 0, 255);
  $name =~ s/[^\x21-\x7e]/?/g;
  return ($name, $at + 1);
}

# Its own name, by which it talks to itself, and a look for the name of its own address reach for nobody.
sub report_name {
  my ($name) = @_;
  return if $name eq $own_host || $name =~ /^[0-9a-f]{12}$/ || $name =~ /^(?:\d+\.){3}127\.in-addr\.arpa$/ || $name =~ /^1\.(?:0\.){31}ip6\.arpa$/;
  report('lookup', $name eq '' ? '.' : $name);
}

sub is_probe { my ($name) = @_; return $name =~ /^[0-9a-f]+\.\Q$secret\E\.tre-probe$/ }

sub begin_list {
  my ($name) = @_;
  return if $probed{$name}++;
  %seen = ();
  print "probe\t$name\n";
}

# The kernel counts what it could not hand over: for the reader of packets anew with each question, for the socket of names since it was opened.
sub end_list {
  my ($packets, $name, $port) = @_;
  my (undef, $lost) = unpack 'L L', getsockopt($packets, 263, 6) // pack('L L', 0, 0);
  my $unread = 0;
  if (open(my $sockets, '<', '/proc/net/udp')) { while (<$sockets>) { $unread += $1 if /^\s*\d+: [0-9A-F]{8}:0035 .*\s(\d+)\s*$/ } }
  print "dropped\t", $lost + $unread - $questions_dropped, "\n" if $lost > 0 || $unread > $questions_dropped;
  $questions_dropped = $unread;
  print "probe\t$name\t$port\n";
}

sub answer_name {
  my ($socket, $query, $from) = @_;
  if (length $query < 17) {
    # Sent elsewhere, it comes from elsewhere, and is read as a packet.
    my $asker = inet_ntoa((unpack_sockaddr_in($from))[1]);
    return $asker =~ /^127\./ && report('connect', $asker, 53);
  }
  my ($name, $end) = name_in($query);
  my $found = '';
  if (unpack('n', substr($query, $end, 2)) == 1) {
    my $address = $address_of{$name} // pack('C4', 198, 18, int($next / 256) % 256, $next % 256);
    # There are that many addresses, and by then the list is long enough.
    if (!exists $address_of{$name} && $next < 65535) { $next++; $address_of{$name} = $address; $name_of{inet_ntoa($address)} = $name }
    $found = pack('n n n N n', 0xc00c, 1, 1, 60, 4) . $address;
  }
  is_probe($name) ? begin_list($name) : report_name($name);
  send($socket, substr($query, 0, 2) . pack('n5', 0x8180, 1, $found eq '' ? 0 : 1, 0, 0) . substr($query, 12, $end - 8) . $found, 0, $from);
}

sub read_packet {
  my ($packets, $data, $from) = @_;
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
  return if $protocol == 6 && (length $rest < 14 || (unpack('C', substr($rest, 13, 1)) & 0x12) != 2);
  return if $to eq '::1' || $to eq '${probeAddress6}' || $to eq $own_address || $to =~ /^127\./ && !($protocol == 6 && $port == 53);
  # What the sink itself answers; nobody else can have that port of IPv4.
  return if $protocol == 17 && $from_port == 53 && $kind == 0x0800;
  return if $protocol == 2 || $protocol == 0 || $protocol == 1 && unpack('C', $rest) != 8 || $protocol == 58 && unpack('C', $rest) != 128;
  my $name = $name_of{$to};
  # From then on its address is one like any other.
  if (defined $name && is_probe($name)) { delete $name_of{$to}; return end_list($packets, $name, $port) }
  # A question goes to whatever server the engine has named, which under podman is the host's own: the name is what was asked for.
  if ($protocol == 17 && $port == 53 && length $rest > 24) {
    my ($asked) = name_in(substr($rest, 8));
    return is_probe($asked) || report_name($asked);
  }
  report('connect', $name // $to, (grep { $_ == $protocol } 6, 17, 33, 132, 136) ? $port : ());
}

my $routed = make_all_addresses_local(AF_INET);
my $routed6 = make_all_addresses_local(10);
my $reads = socket(my $packets, 17, 2, unpack('n', pack('S', 3)));
read_beginnings_only($packets) if $reads;
socket(my $dns, AF_INET, SOCK_DGRAM, 0) or die "socket: $!";
my $names = bind($dns, pack_sockaddr_in(53, INADDR_ANY));
# Docker was told by --dns; podman refuses that word for a network of none.
if (!$outside && open(my $settings, '>', '/etc/resolv.conf')) { print $settings "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"; close $settings }
my ($header, $none) = (pack('L L', 0x20080522, 0), pack('L6', (0) x 6));
my $dropped = syscall(126, $header, $none) == 0;
print join("\t", 'ready', map { $_ ? 1 : 0 } $routed, $reads, $names, $routed6, $dropped), "\n";
$SIG{TERM} = sub { exit 0 };
while (1) {
  my $waiting = '';
  vec($waiting, fileno $dns, 1) = 1;
  vec($waiting, fileno $packets, 1) = 1 if $reads;
  vec($waiting, fileno STDIN, 1) = 1 if $outside;
  next if select($waiting, undef, undef, undef) < 1;
  # Nobody writes to it: it has ended, and with it whoever started this.
  exit 0 if $outside && vec($waiting, fileno STDIN, 1);
  # Questions first: what they lead to comes after them.
  if (vec($waiting, fileno $dns, 1)) { my $from = recv($dns, my $data, 4096, 0); answer_name($dns, $data, $from) if defined $from }
  if ($reads && vec($waiting, fileno $packets, 1)) { my $from = recv($packets, my $data, 65535, 0); read_packet($packets, $data, $from) if defined $from }
}
`;
