# Every join that an invoke path needs, and every kind of value: for_each, a filtered list, a dynamic block, a sensitive variable, an
# expression that comes to null, and addresses that AWS assigns.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "token" {
  type      = string
  sensitive = true
  default   = "not-for-disk"
}

provider "aws" {
  region = var.region
}

resource "aws_vpc" "this" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}

resource "aws_subnet" "this" {
  for_each = toset(["a", "b"])

  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, each.key == "a" ? 0 : 1)
  ipv6_cidr_block   = cidrsubnet(aws_vpc.this.ipv6_cidr_block, 8, 1)
  availability_zone = "${var.region}${each.key}"
}

resource "aws_security_group" "caller" {
  name   = "caller"
  vpc_id = aws_vpc.this.id

  egress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.endpoint.id]
  }

  egress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "endpoint" {
  name   = "endpoint"
  vpc_id = aws_vpc.this.id
}

resource "aws_iam_role" "caller" {
  name               = "caller"
  assume_role_policy = "{}"
}

locals {
  only_a = [for key, subnet in aws_subnet.this : subnet.id if key == "a"]
}

resource "aws_lambda_function" "caller" {
  function_name    = "caller"
  role             = aws_iam_role.caller.arn
  runtime          = "provided.al2023"
  handler          = "bootstrap"
  filename         = "caller.zip"
  source_code_hash = fileexists("caller.zip") ? filebase64sha256("caller.zip") : null

  dynamic "vpc_config" {
    for_each = [true]

    content {
      subnet_ids         = local.only_a
      security_group_ids = [aws_security_group.caller.id]
    }
  }

  environment {
    variables = {
      VPC   = aws_vpc.this.id
      TOKEN = var.token
    }
  }
}

output "function" {
  value = aws_lambda_function.caller.arn
}
