/* Programs of Perl that ask in the network of a sink; each has a few seconds. */

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
 * Asks over HTTP/1.0 from inside the sink's network: address, port, a boundary that no server knows, bytes of an answer, further headers (or
 * nothing), GET, POST, websocket or `form` and what it sends, paths. Prints for each path the raw answer, and on a line of its own the boundary and 2 where the answer was read to its end, 1 where it was
 * connected, whatever was said, also when that took longer than five seconds; 0: nobody listens there. Paths that 20 seconds do not suffice for are left out.
 */
export const httpProbe = String.raw`
use strict; use warnings; use Socket;
my ($address, $port, $boundary, $most, $header, $manner, @paths) = @ARGV;
my $until = time + 20;
my ($method, $version, $rest) = ('GET', '1.0', "Connection: close\r\n\r\n");
($method, $rest) = ('POST', "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}") if $manner eq 'POST';
($method, $rest) = ('POST', "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " . length($1) . "\r\nConnection: close\r\n\r\n$1") if $manner =~ /^form (.*)$/s;
($version, $rest) = ('1.1', "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n") if $manner eq 'websocket';
$| = 1;
$SIG{PIPE} = 'IGNORE';
for my $path (@paths) {
  my ($got, $connected) = ('', 0);
  eval {
    local $SIG{ALRM} = sub { die "late\n" };
    alarm 5;
    my $is6 = $address =~ /:/;
    socket(my $server, $is6 ? 10 : AF_INET, SOCK_STREAM, 0) or die;
    my $to = $is6 ? pack('S n N a16 L', 10, $port, 0, Socket::inet_pton(10, $address), 0) : pack_sockaddr_in($port, inet_aton($address));
    connect($server, $to) or die;
    $connected = 1;
    syswrite($server, "$method $path HTTP/$version\r\nHost: localhost:$port\r\nAccept: text/html\r\n$header$rest");
    my ($due, $n);
    until ($manner eq 'websocket' && $got =~ /\r\n\r\n/) {
      # Where its headers say how long it is, nothing after that is part of it.
      if (!defined $due && $got =~ /\r?\n\r?\n/) { my $head = $+[0]; $due = substr($got, 0, $head) =~ /^content-length:[ \t]*(\d{1,9})[ \t]*\r?$/im ? $head + $1 : 0 }
      if ($due && length $got >= $due) { $connected = 2; last }
      last if length $got >= $most;
      $n = sysread($server, $got, $most - length $got, length $got);
      if (!$n) { $connected = 2 if defined $n && !$due; last }
    }
  };
  alarm 0;
  print "$got\n$boundary $connected\n";
  last if time > $until;
}
`;

/** Prints the TCP ports that are listened on in its network, one a line, but for those of loopback addresses alone. Ends with 1 where the kernel does not tell. */
export const listenersProbe = String.raw`
use strict; use warnings;
open(my $sockets, '<', '/proc/net/tcp') or exit 1;
my @lines = <$sockets>;
push @lines, <$sockets> if open($sockets, '<', '/proc/net/tcp6');
for (@lines) {
  # Local address and port, then the other end's, then the state: 0A is LISTEN. Words of an address are in the order of bytes of this machine.
  next unless /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ 0A /;
  my ($address, $port) = ($1, hex $2);
  next if $address =~ /^(?:0{16}FFFF0000|0{16}0000FFFF|)[0-9A-F]{6}7F$/ || $address =~ /^0{24}(?:01000000|00000001)$/;
  print "$port\n";
}
`;
