resource "aws_vpc_endpoint" "lambda" {
  count = local.has_endpoint ? 1 : 0

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${var.region}.lambda"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for zone in sort(var.zones) : aws_subnet.private[zone].id]
  security_group_ids  = [aws_security_group.endpoint[0].id]
  private_dns_enabled = true
  policy              = var.endpoint_policy

  tags = { Name = "${var.name}-lambda" }
}
