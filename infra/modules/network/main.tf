locals {
  has_endpoint = var.connectivity == "endpoint"
  has_nat      = var.connectivity == "nat"

  # A zone's letter numbers its subnets, not its place among the zones: adding a
  # zone renumbers no other. Private subnets take 0 to 7, public ones 8 to 15.
  zone_numbers = { for zone in var.zones : zone => index(split("", "abcdefgh"), substr(zone, -1, 1)) }
}

resource "aws_vpc" "this" {
  cidr_block = var.cidr_block

  # The endpoint's private DNS needs both.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# Without rules: whatever is made without a group of its own can talk to nobody.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-default-closed" }
}

resource "aws_subnet" "private" {
  for_each = local.zone_numbers

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr_block, 4, each.value)

  tags = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-private" }
}

resource "aws_route_table_association" "private" {
  for_each = aws_subnet.private

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}
