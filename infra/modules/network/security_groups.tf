resource "aws_security_group" "caller" {
  name        = "${var.name}-caller"
  description = "Network interfaces of the caller"
  vpc_id      = aws_vpc.this.id

  tags = { Name = "${var.name}-caller" }
}

resource "aws_security_group" "endpoint" {
  count = local.has_endpoint ? 1 : 0

  name        = "${var.name}-endpoint"
  description = "Network interfaces of the endpoint of the Lambda API"
  vpc_id      = aws_vpc.this.id

  tags = { Name = "${var.name}-endpoint" }
}

# AWS gives a new group an allow-all egress rule; the provider removes it. Without
# this rule the caller's packets are dropped and its invoke hangs.
resource "aws_vpc_security_group_egress_rule" "caller_to_endpoint" {
  count = local.has_endpoint ? 1 : 0

  security_group_id            = aws_security_group.caller.id
  referenced_security_group_id = aws_security_group.endpoint[0].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443

  tags = { Name = "${var.name}-caller-to-endpoint" }
}

resource "aws_vpc_security_group_ingress_rule" "endpoint_from_caller" {
  count = local.has_endpoint ? 1 : 0

  security_group_id            = aws_security_group.endpoint[0].id
  referenced_security_group_id = aws_security_group.caller.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443

  tags = { Name = "${var.name}-endpoint-from-caller" }
}

# Without an endpoint the Lambda API has public addresses only. Connectivity none
# has the rule too: what stops its caller is the missing route, and nothing else.
resource "aws_vpc_security_group_egress_rule" "caller_to_internet" {
  count = local.has_endpoint ? 0 : 1

  security_group_id = aws_security_group.caller.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = { Name = "${var.name}-caller-to-internet" }
}
